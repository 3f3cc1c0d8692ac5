import type { Deed } from '../accounts/audit.ts';
import { audit } from '../accounts/audit.ts';
import type { Tx } from '../db/connect.ts';
import { type LogActor, writeLog } from '../integration-log/write-log.ts';
import type { Services } from '../services.ts';

/** Who changes connections of a tenant, and the ports that it takes. */
export type HubActing = Pick<Services, 'db' | 'log' | 'vault' | 'hub' | 'jobs' | 'now' | 'newId'> & {
  tenantId: string;
  actor: LogActor;
};

/** Writes a change of a connection into the audit log and into the hub's own. No secrets in `detail`. */
export async function noteChange(
  tx: Tx,
  ctx: HubActing,
  change: { connectionId: string; action: string; detail?: Record<string, unknown> },
): Promise<void> {
  const { connectionId, action, detail = {} } = change;
  const by: Pick<Deed, 'actorKind' | 'actorId'> = { actorKind: ctx.actor.kind, actorId: ctx.actor.id };
  await audit(tx, ctx, { ...by, action, target: connectionId, detail });
  await writeLog(tx, ctx, ctx.actor, [
    { connectionId, action: 'config_change', verb: action, status: 'success', request: detail },
  ]);
}
