import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Db } from '../db/connect.ts';
import { ownerNotice } from './tables.ts';

export interface NoticeShown {
  id: string;
  at: number;
  /** `connection.failing`, `connection.keys`, `connection.recovered`, `connection.expires` */
  code: string;
  severity: 'info' | 'warning' | 'critical';
  connectionId: string | null;
  values: Record<string, string | number>;
  readAt: number | null;
}

/** Newest first. */
export async function listNotices(
  { db, tenantId }: { db: Db; tenantId: string },
  input: { unreadOnly: boolean; limit: number },
): Promise<NoticeShown[]> {
  const rows = await db.tenant(tenantId, (tx) =>
    tx
      .select()
      .from(ownerNotice)
      .where(
        and(eq(ownerNotice.tenantId, tenantId), input.unreadOnly ? isNull(ownerNotice.readAt) : undefined),
      )
      .orderBy(desc(ownerNotice.at), desc(ownerNotice.id))
      .limit(input.limit),
  );
  return rows.map(({ tenantId: _tenant, at, readAt, ...row }) => ({
    ...row,
    at: at.getTime(),
    readAt: readAt?.getTime() ?? null,
  }));
}

/** Marks those that are there; others are passed over. */
export async function readNotices(
  { db, tenantId, now }: { db: Db; tenantId: string; now: () => number },
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.tenant(tenantId, (tx) =>
    tx
      .update(ownerNotice)
      .set({ readAt: new Date(now()) })
      .where(
        and(eq(ownerNotice.tenantId, tenantId), inArray(ownerNotice.id, ids), isNull(ownerNotice.readAt)),
      ),
  );
}
