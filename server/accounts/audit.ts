import type { Tx } from '../db/connect.ts';
import { auditEntry } from './tables.ts';

export interface Deed {
  actorKind: 'user' | 'device' | 'system';
  actorId: string;
  /** what was done, as `thing.verb`: `staff.created` */
  action: string;
  /** id of what it was done to */
  target: string;
  detail?: Record<string, unknown>;
}

/** Writes down who did what, in the transaction that does it. `tx` must be in the tenant's scope. No secrets in `detail`. */
export async function audit(
  tx: Tx,
  stamp: { tenantId: string; newId: () => string; now: () => number },
  deed: Deed,
): Promise<void> {
  await tx.insert(auditEntry).values({
    tenantId: stamp.tenantId,
    id: stamp.newId(),
    at: new Date(stamp.now()),
    detail: {},
    ...deed,
  });
}
