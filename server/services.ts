import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { Role } from '../shared/roles.ts';
import type { Auth, SetCookie } from './accounts/auth.ts';
import type { HubPorts } from './connections/hub-ports.ts';
import type { Db } from './db/connect.ts';
import type { InstanceKeys } from './instance-keys.ts';
import type { JobQueue } from './job-queue.ts';
import type { Changes } from './sync/changes.ts';
import type { Vault } from './vault/vault.ts';

/** A tablet that proved its credential. */
export interface CallingDevice {
  id: string;
  tenantId: string;
  outletId: string;
  code: string;
}

/** A person signed in with e-mail. */
export interface CallingUser {
  id: string;
  name: string;
  email: string;
  superAdmin: boolean;
  memberships: { tenantId: string; staffId: string; role: Role }[];
}

/** What stays the same for the life of the process. */
export interface Services {
  db: Db;
  log: Logger;
  changes: Changes;
  keys: InstanceKeys;
  auth: Auth;
  /** secrets of connections */
  vault: Vault;
  /** presets, and the way out to providers */
  hub: HubPorts;
  /** work that outlives the request */
  jobs: JobQueue;
  now: () => number;
  newId: () => string;
  /** resolves credentials; made by accounts */
  identify: {
    device: (headers: IncomingHttpHeaders) => Promise<CallingDevice | null>;
    /** `setCookie` takes the session's renewed cookie; without it the session is only looked at, not renewed */
    user: (headers: IncomingHttpHeaders, setCookie?: SetCookie) => Promise<CallingUser | null>;
  };
}

/** What one call knows beside the services, whichever door it came through. */
export interface Context extends Services {
  /** credentials are looked up only when a procedure asks, once a request */
  device: () => Promise<CallingDevice | null>;
  user: () => Promise<CallingUser | null>;
  /** header `x-gerai-tenant`: which of the user's tenants, default the first */
  wantedTenantId: string | undefined;
  headers: IncomingHttpHeaders;
  /** address of the caller, for limits and the audit log */
  ip: string;
  setCookie: SetCookie;
}
