import { sql } from 'drizzle-orm';
import { canonicalJson } from '../../shared/sync/canonical-json.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { audit } from '../accounts/audit.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { Context } from '../services.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerFlags, headerRefusal, occurredAt, readHeaderFacts, uuids } from '../sync/header-facts.ts';
import { recordOnce } from '../sync/record-once.ts';
import { sha256 } from './content-hash.ts';

/** Stores what cashiers said became of QRIS payments; of several words the newest counts. */
export async function recordQrisConfirmations(
  tx: Tx,
  tenantId: string,
  confirmations: readonly HashedRecord<'qrisConfirmation'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  const facts = await readHeaderFacts(
    tx,
    tenantId,
    confirmations.map(({ record }) => record),
  );
  const known = new Set(
    rowsOf<{ id: string }>(
      await tx.execute(sql`select id from sale where tenant_id = ${tenantId}
        and id = any(${uuids(confirmations.map(({ record }) => record.saleId))})`),
    ).map(({ id }) => id),
  );
  return recordOnce(tx, tenantId, confirmations, {
    table: 'qris_confirmation',
    refusal: (record) => headerRefusal(record, facts),
    insert: async (ordered) => {
      const rows = ordered.map(({ record, contentHash }) => ({
        ...record,
        contentHash,
        occurredAt: occurredAt(record, record.at, arrival.receivedAt),
        flags: [
          ...(known.has(record.saleId) ? [] : (['unknownSale'] as const)),
          ...headerFlags(record, record.at, facts, arrival),
        ] satisfies RecordFlag[],
      }));
      const flagsOf = new Map(rows.map(({ id, flags }) => [id, flags]));
      const fresh = rowsOf<{ id: string }>(
        await tx.execute(sql`
          insert into qris_confirmation (tenant_id, id, sale_id, payment_id, outcome, note, device_id, staff_id,
              occurred_at, received_at, flags, content_hash)
            select ${tenantId}::uuid, id, "saleId", "paymentId", outcome, note, "deviceId", "staffId",
              to_timestamp("occurredAt" / 1000), to_timestamp(${arrival.receivedAt}::float8 / 1000), flags, "contentHash"
            from json_to_recordset(${JSON.stringify(rows)}::text::json) as row (id uuid, "saleId" uuid,
              "paymentId" uuid, outcome text, note text, "deviceId" uuid, "staffId" uuid, "occurredAt" float8,
              flags text[], "contentHash" text)
            on conflict (tenant_id, id) do nothing returning id`),
      );
      return new Map(fresh.map(({ id }) => [id, flagsOf.get(id) ?? []]));
    },
  });
}

type Confirming = Pick<Context, 'db' | 'now' | 'newId'> & { tenantId: string; user: { id: string } };

export interface OwnConfirmation {
  /** from the client, so that a repeated request confirms once */
  id: string;
  paymentId: string;
  outcome: 'received' | 'notReceived';
  note?: string | undefined;
}

/** An owner's or manager's own word on a QRIS payment. Refuses with `notFound`; the same id again changes nothing. */
export async function confirmQris(ctx: Confirming, confirmation: OwnConfirmation): Promise<void> {
  const { tenantId, user } = ctx;
  const { id, paymentId, outcome, note } = confirmation;
  await ctx.db.tenant(tenantId, async (tx) => {
    const [payment] = rowsOf<{ saleId: string }>(
      await tx.execute(sql`select sale_id as "saleId" from payment
        where tenant_id = ${tenantId} and id = ${paymentId} and method = 'qrisStatic'`),
    );
    if (!payment) throw new Refusal('notFound');
    const hash = sha256(canonicalJson({ ...confirmation, by: user.id }));
    const at = sql`to_timestamp(${ctx.now()}::float8 / 1000)`;
    const fresh = rowsOf(
      await tx.execute(sql`
        insert into qris_confirmation (tenant_id, id, sale_id, payment_id, outcome, note, user_id, occurred_at,
            received_at, content_hash)
          values (${tenantId}, ${id}, ${payment.saleId}, ${paymentId}, ${outcome}, ${note ?? null}, ${user.id}, ${at},
            ${at}, ${hash})
          on conflict (tenant_id, id) do nothing returning id`),
    );
    if (fresh.length > 0)
      await audit(tx, ctx, {
        actorKind: 'user',
        actorId: user.id,
        action: 'qris.confirmed',
        target: payment.saleId,
        detail: { paymentId, outcome },
      });
  });
}
