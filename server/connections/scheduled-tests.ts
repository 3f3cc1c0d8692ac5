import { and, asc, eq, isNull, lte, or } from 'drizzle-orm';
import { tenant } from '../accounts/tables.ts';
import { noteHealth } from '../integration-log/note-health.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { connection, connectionState } from './tables.ts';
import { testNow } from './test-now.ts';
import { TEST_QUEUE } from './words.ts';

const MOST_AT_ONCE = 50;

/**
 * Puts up active connections for their test whose preset tests for free and whose time has come, and looks again at
 * those that the owner was told about.
 */
export async function testDue(services: Services): Promise<void> {
  const { db, jobs, now } = services;
  const tenants = await db.system((tx) => tx.select({ id: tenant.id }).from(tenant));
  for (const { id: tenantId } of tenants) {
    const due = await db.tenant(tenantId, async (tx) => {
      const rows = await tx
        .select({ row: connection, state: connectionState })
        .from(connection)
        .innerJoin(
          connectionState,
          and(
            eq(connectionState.tenantId, connection.tenantId),
            eq(connectionState.connectionId, connection.id),
          ),
        )
        .where(
          and(
            eq(connection.tenantId, tenantId),
            eq(connection.active, true),
            or(isNull(connectionState.nextTestAt), lte(connectionState.nextTestAt, new Date(now()))),
          ),
        )
        .orderBy(asc(connectionState.nextTestAt))
        .limit(MOST_AT_ONCE);
      for (const { row, state } of rows)
        if (state.alerted !== 'ok')
          await noteHealth(tx, services, { tenantId, connectionId: row.id, label: row.label });
      return rows.filter(({ row }) => testsForFree(row.preset)).map(({ row }) => row.id);
    });
    for (const connectionId of due)
      await jobs.send(TEST_QUEUE, { tenantId, connectionId }, { onlyOneOf: connectionId });
  }
}

/** One test that nobody asked for. A connection that is gone or can't be opened needs no second try. */
export async function testQueued(
  services: Services,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
): Promise<void> {
  try {
    await testNow({ ...services, tenantId, actor: { kind: 'system', id: 'schedule' } }, connectionId);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

export const testsForFree = (preset: Record<string, unknown>) =>
  (preset.test as { cost?: string } | undefined)?.cost === 'free';
