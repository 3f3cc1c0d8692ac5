import { and, eq, isNotNull, lte } from 'drizzle-orm';
import { tenant } from '../accounts/tables.ts';
import { ownerNotice } from '../integration-log/tables.ts';
import type { Services } from '../services.ts';
import { connection } from './tables.ts';

const DAY_MS = 86_400_000;
/** days before the end on which the owner is reminded */
const REMINDED = [30, 7, 1, 0];

/** Reminds of credentials that end in 30, 7, 1 and 0 days, once each. */
export async function remindOfExpiry({ db, now, newId }: Services): Promise<void> {
  const tenants = await db.system((tx) => tx.select({ id: tenant.id }).from(tenant));
  for (const { id: tenantId } of tenants)
    await db.tenant(tenantId, async (tx) => {
      const ending = await tx
        .select()
        .from(connection)
        .where(
          and(
            eq(connection.tenantId, tenantId),
            eq(connection.active, true),
            isNotNull(connection.expiresAt),
            lte(connection.expiresAt, new Date(now() + 30 * DAY_MS)),
          ),
        )
        // Two processes must not remind twice.
        .for('update');
      const told = await tx
        .select({ connectionId: ownerNotice.connectionId, values: ownerNotice.values })
        .from(ownerNotice)
        .where(and(eq(ownerNotice.tenantId, tenantId), eq(ownerNotice.code, 'connection.expires')));
      for (const { id: connectionId, label, expiresAt } of ending) {
        const end = expiresAt?.getTime() ?? 0;
        const days = Math.max(0, Math.ceil((end - now()) / DAY_MS));
        const step = REMINDED.findLast((one) => days <= one) ?? 0;
        if (
          told.some(
            (one) => one.connectionId === connectionId && one.values.end === end && one.values.step === step,
          )
        )
          continue;
        await tx.insert(ownerNotice).values({
          tenantId,
          id: newId(),
          at: new Date(now()),
          code: 'connection.expires',
          severity: step <= 7 ? 'critical' : 'warning',
          connectionId,
          values: { label, days, step, end },
        });
      }
    });
}
