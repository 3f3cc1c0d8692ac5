import { inArray, sql } from 'drizzle-orm';
import { enterSystem, rowsOf } from '../db/connect.ts';
import type { Acting } from './acting.ts';
import { user } from './tables.ts';

export interface ListedDeed {
  id: string;
  /** epoch ms */
  at: number;
  actorKind: 'user' | 'device' | 'system';
  /** null: the system, or gone */
  actorName: string | null;
  action: string;
  /** id of what it was done to */
  target: string;
  /** by its name then or else now; null where it has none */
  targetName: string | null;
  /** the role that a person was given */
  role: string | null;
}

/** A page of the shop's log, newest first, in what a screen needs: details can be long (a bulk change of 10,000 products). */
export async function listAudit(
  { db, tenantId }: Pick<Acting, 'db' | 'tenantId'>,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ entries: ListedDeed[]; before: string | null }> {
  return db.tenant(tenantId, async (tx) => {
    const rows = rowsOf<{ deed: ListedDeed & { userId: string | null } }>(
      await tx.execute(sql`
        with page as (
          select * from audit_entry
          where tenant_id = ${tenantId} ${before ? sql`and id < ${before}::uuid` : sql``}
          order by id desc limit ${limit + 1}
        ), names as (
          select id::text, name from staff where tenant_id = ${tenantId}
          union all select id::text, name from outlet where tenant_id = ${tenantId}
          union all select id::text, name from device where tenant_id = ${tenantId}
          union all select id::text, name from category where tenant_id = ${tenantId}
          union all select id::text, name from product
            where tenant_id = ${tenantId} and id::text in (select target from page where action like 'product.%')
        )
        select json_build_object('id', page.id, 'at', round(extract(epoch from page.at) * 1000)::int8,
          'actorKind', page.actor_kind,
          'actorName', case page.actor_kind when 'device' then actor.name end,
          'userId', case page.actor_kind when 'user' then page.actor_id end,
          'action', page.action, 'target', page.target,
          'targetName', coalesce(page.detail ->> 'name', target.name),
          'role', page.detail ->> 'role') as deed
        from page
          left join names actor on actor.id = page.actor_id
          left join names target on target.id = page.target
        order by page.id desc`),
    ).map((row) => row.deed);
    const page = rows.slice(0, limit);
    const userIds = [...new Set(page.flatMap(({ userId }) => userId ?? []))];
    await enterSystem(tx);
    const people =
      userIds.length === 0
        ? []
        : await tx.select({ id: user.id, name: user.name }).from(user).where(inArray(user.id, userIds));
    return {
      entries: page.map(({ userId, ...deed }) => ({
        ...deed,
        actorName: people.find(({ id }) => id === userId)?.name ?? deed.actorName,
      })),
      before: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  });
}
