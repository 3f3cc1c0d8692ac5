import type { IncomingHttpHeaders } from 'node:http';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../../shared/password-length.ts';
import type { Db } from '../db/connect.ts';
import type { InstanceKeys } from '../instance-keys.ts';
import { type Limits, openLimits } from './limits.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { account, session, user, verification } from './tables.ts';

const DAY_SECONDS = 86_400;

/** Adds a set-cookie line to the answer, with Secure where the visitor came by https. */
export type SetCookie = (cookie: string) => void;

/** Sign-in with e-mail and password; the library behind it stays behind it. */
export interface Auth {
  /** Answers a request below /api/auth. The caller has checked where it came from. */
  handle(request: Request): Promise<Response>;
  /**
   * Who the session cookie belongs to, or null. A session in use is renewed once a day, and its cookie given to
   * `setCookie`; without that it is only looked at: a renewal whose cookie gets lost would count as today's.
   */
  signedIn(headers: IncomingHttpHeaders, setCookie?: SetCookie): Promise<SignedIn | null>;
  limits: Limits;
}

export interface SignedIn {
  id: string;
  name: string;
  email: string;
  superAdmin: boolean;
}

export function openAuth({ db, keys }: { db: Db; keys: InstanceKeys }): Auth {
  const library = betterAuth({
    // No baseURL: a shop reaches its server by whatever address works there; it is taken from each request.
    basePath: '/api/auth',
    secret: keys.deriveKey('sign-in').toString('base64'),
    database: drizzleAdapter(db.unscoped, {
      provider: 'pg',
      schema: { user, session, account, verification },
    }),
    emailAndPassword: {
      enabled: true,
      // People are made by set-up, a super admin or an owner.
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    user: {
      additionalFields: {
        superAdmin: { type: 'boolean', required: true, defaultValue: false, input: false },
      },
    },
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    // Ours counts by e-mail too, and in the database.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'gerai',
      // Shops use plain http on their own network; the door adds Secure where the visitor came by https.
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: ['x-gerai-address'] },
    },
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
  return {
    handle: (request) => library.handler(request),
    signedIn: async (headers, setCookie) => {
      const cookie = headers.cookie;
      if (!cookie?.includes('gerai.session_token=')) return null;
      const { headers: answered, response: found } = await library.api.getSession({
        headers: new Headers({ cookie }),
        query: { disableRefresh: setCookie === undefined },
        returnHeaders: true,
      });
      if (!found) return null;
      for (const renewed of answered.getSetCookie()) setCookie?.(renewed);
      const { id, name, email, superAdmin } = found.user;
      return { id, name, email, superAdmin: superAdmin === true };
    },
    limits: openLimits(db),
  };
}
