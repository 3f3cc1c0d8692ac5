import { type SQL, sql } from 'drizzle-orm';
import { CONTRACT_VERSION } from '../../shared/sync/contract.ts';
import { type Collection, checkpointSchema } from '../../shared/sync/pull.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { finishSettings, saidOf } from '../settings/said.ts';
import { CLUSTER, checkEpoch, type Epoch } from './epoch.ts';

/** Sales of an outlet stay on its tablets for this long. */
const SALE_DAYS = 30;

interface Source {
  table: SQL;
  /** the row on the wire (shared/sync/pull.ts), as an SQL expression of JSON or its text */
  row: SQL;
  /** which rows of the tenant the device gets */
  filter: (device: Puller) => SQL;
  /** what becomes of a page's rows when the database alone can't make them */
  finish?: (rows: string) => string;
}

/** The device that pulls. */
export interface Puller {
  tenantId: string;
  outletId: string;
}

const SAID = saidOf(sql`outlet.id`);
const VOIDED = sql`exists (select from sale_void v where v.tenant_id = sale.tenant_id and v.sale_id = sale.id)`;
const REFUNDED_TOTAL = sql`(select coalesce(sum(r.total), 0)::int8 from refund r
  where r.tenant_id = sale.tenant_id and r.sale_id = sale.id)`;
const SALE_LINES = sql`(select json_agg(json_strip_nulls(json_build_object('lineNo', l.line_no, 'name', l.name,
    'unit', l.unit, 'quantityMilli', l.quantity_milli, 'unitPrice', l.unit_price,
    'payable', l.line_total - l.cart_discount + l.service_charge + l.tax, 'taxKind', l.tax_kind,
    'tax', l.tax + l.tax_included, 'stockMilli', l.stock_milli, 'components', l.components,
    'refundedMilli', back.milli, 'refundedAmount', back.amount))::jsonb || jsonb_build_object('productId', l.product_id)
    order by l.line_no)
  from sale_line l cross join lateral (
    select coalesce(sum(b.quantity_milli), 0)::int8 as milli, coalesce(sum(b.amount), 0)::int8 as amount
    from refund r join refund_line b on b.tenant_id = r.tenant_id and b.refund_id = r.id and b.line_no = l.line_no
    where r.tenant_id = l.tenant_id and r.sale_id = l.sale_id) back
  where l.tenant_id = sale.tenant_id and l.sale_id = sale.id)`;
const SALE_PAYMENTS = sql`(select json_agg(json_build_object('id', p.id, 'method', p.method, 'amount', p.amount) order by p.id)
  from payment p where p.tenant_id = sale.tenant_id and p.sale_id = sale.id)`;
const SHIFT_STAFF = sql`coalesce((select h.to_staff_id from shift_handover h
  where h.tenant_id = shift.tenant_id and h.shift_id = shift.id order by h.device_counter desc limit 1), staff_id)`;
const SHIFT_CLOSED = sql`exists (select from shift_close c where c.tenant_id = shift.tenant_id and c.shift_id = shift.id)`;

function epochMs(column: SQL): SQL {
  return sql`round(extract(epoch from ${column}) * 1000)::int8`;
}

const SOURCES: Record<Collection, Source> = {
  product: {
    table: sql`product`,
    // Joined by hand: `json_build_array` looks every argument's type up again for every row.
    row: sql`'["' || id || '",' || to_json(sku) || ',' || array_to_json(barcodes) || ',' || to_json(name) || ','
      || coalesce('"' || category_id || '"', 'null') || ',' || to_json(unit) || ',' || price || ',"' || tax_class
      || '",' || coalesce('"' || picture_id || '"', 'null')
      || case when deleted then ',-1' when active then ',1' else ',0' end || coalesce(',' || extras::text, '') || ']'`,
    filter: () => sql`true`,
  },
  category: {
    table: sql`category`,
    row: sql`json_build_object('id', id, 'name', name, 'sortOrder', sort_order, 'deleted', deleted)`,
    filter: () => sql`true`,
  },
  outlet: {
    table: sql`outlet`,
    row: sql`json_build_object('id', id, 'code', code, 'name', name, 'address', address, 'timeZone', time_zone,
      'deleted', not active)`,
    filter: (device) => sql`id = ${device.outletId}`,
  },
  sale: {
    table: sql`sale`,
    row: sql`json_build_object('id', id, 'receiptNumber', receipt_number, 'deviceId', device_id, 'staffId', staff_id,
      'soldAt', ${epochMs(sql`sold_at`)}, 'receivedAt', ${epochMs(sql`received_at`)}, 'total', total,
      'lineCount', line_count, 'flags', flags, 'shiftId', shift_id, 'customerId', customer_id, 'rounding', rounding,
      'voided', ${VOIDED}, 'refundedTotal', ${REFUNDED_TOTAL}, 'lines', ${SALE_LINES}, 'payments', ${SALE_PAYMENTS},
      'deleted', false)`,
    filter: (device) =>
      sql`outlet_id = ${device.outletId} and received_at > now() - make_interval(days => ${SALE_DAYS})`,
  },
  // A save of the settings writes the outlet's row anew, so that it is behind every checkpoint that was before.
  settings: {
    table: sql`outlet`,
    row: sql`json_build_object('id', id, 'said', ${SAID})`,
    filter: (device) => sql`id = ${device.outletId}`,
    finish: finishSettings,
  },
  customer: {
    table: sql`customer`,
    row: sql`json_build_object('id', id, 'name', name, 'phone', phone, 'email', email, 'address', address, 'note', note,
      'member', member, 'consent', consent, 'balance', deposit, 'debt', debt, 'debtLimit', debt_limit,
      'mergedInto', merged_into, 'version', seq, 'deleted', erased_at is not null)`,
    filter: () => sql`true`,
  },
  stock: {
    table: sql`stock_level`,
    row: sql`'["' || product_id || '",' || on_hand_milli || ',' || seq || ']'`,
    filter: (device) => sql`outlet_id = ${device.outletId}`,
  },
  shift: {
    table: sql`shift`,
    row: sql`json_build_object('id', id, 'deviceId', device_id, 'staffId', ${SHIFT_STAFF}, 'shiftNo', shift_no,
      'openedAt', ${epochMs(sql`made_at`)}, 'float', float, 'deleted', ${SHIFT_CLOSED})`,
    filter: (device) =>
      sql`outlet_id = ${device.outletId} and received_at > now() - make_interval(days => ${SALE_DAYS})`,
  },
};

interface Position {
  epoch: number;
  xid: string;
  seq: string;
}

interface PageRow {
  rows: string | null;
  xid: string | null;
  seq: string | null;
  more: boolean;
  held: boolean;
  /** the position asked for lies in the future: it was counted in another history */
  foreign: boolean;
  cluster: string;
}

export interface PullRequest {
  collection: Collection;
  after: Checkpoint;
  limit: number;
}

/** A checkpoint that was read; null: from the start. */
export type Checkpoint = Position | null;

/** Reads a checkpoint of ours; undefined when it is none. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  if (!checkpointSchema.safeParse(text).success) return undefined;
  if (text === '') return null;
  const [epoch = '', xid = '', seq = ''] = text.split('.');
  if (BigInt(xid) >= 1n << 64n || BigInt(seq) >= 1n << 63n) return undefined;
  return { epoch: Number(epoch), xid, seq };
}

/**
 * Makes the function that answers pulls: one page as JSON text (PullPage of shared/sync/pull.ts), built by the
 * database. Rows come in the order of (transaction, sequence) and only from transactions older than any that is
 * still open, so a checkpoint never passes a row that commits later (S8).
 */
export function openPull(db: Db): (device: Puller, request: PullRequest) => Promise<string> {
  let known: Promise<Epoch> | undefined;
  const currentEpoch = async () => {
    known ??= checkEpoch(db);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
  return async (device, { collection, after, limit }) => {
    for (;;) {
      const { epoch, cluster } = await currentEpoch();
      const start = { epoch, xid: '0', seq: '0' };
      let reset = after !== null && after.epoch !== epoch;
      let from = after === null || reset ? start : after;
      let page = await readPage(db, device, collection, from, limit);
      if (page.foreign) {
        reset = true;
        from = start;
        page = await readPage(db, device, collection, from, limit);
      }
      if (page.cluster !== cluster) {
        // The address leads to another cluster than before.
        known = undefined;
        continue;
      }
      const next = {
        ...from,
        ...(page.xid === null || page.seq === null ? {} : { xid: page.xid, seq: page.seq }),
      };
      return (
        `{"contract":${CONTRACT_VERSION},"collection":"${collection}","reset":${reset},` +
        `"checkpoint":"${epoch}.${next.xid}.${next.seq}","more":${page.more},"held":${page.held},` +
        `"rows":[${page.rows ?? ''}]}`
      );
    }
  };
}

async function readPage(
  db: Db,
  device: Puller,
  collection: Collection,
  from: Position,
  limit: number,
): Promise<PageRow> {
  const { table, row, filter, finish } = SOURCES[collection];
  const mine = sql`tenant_id = ${device.tenantId} and ${filter(device)}`;
  // One statement, hence one snapshot: what is visible and how far it is complete belong together. `more` and `held`
  // look at one end of the index each; `order by … limit 1` keeps the planner from counting rows there.
  const statement = sql`
    with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xmin),
    page as materialized (
      select string_agg(row::text, ',') as rows, (array_agg(xid))[count(*)] as xid, (array_agg(seq))[count(*)] as seq
      from (
        select xid, seq, ${row} as row from ${table}
        where ${mine} and (xid, seq) > (${from.xid}::text::xid8, ${from.seq}::text::int8)
          and xid < (select xmin from horizon)
        order by xid, seq limit ${limit}
      ) ordered)
    select rows, xid::text, seq::text,
      coalesce((select true from ${table} where ${mine} and xid < (select xmin from horizon)
        and (xid, seq) > ((select xid from page), (select seq from page)) order by xid, seq limit 1), false) as more,
      coalesce((select xid >= (select xmin from horizon) from ${table} where ${mine}
        order by xid desc, seq desc limit 1), false) as held,
      ${from.xid}::text::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as "foreign",
      ${CLUSTER} as cluster
    from page`;
  const [page] = rowsOf<PageRow>(await db.tenant(device.tenantId, (tx) => tx.execute(statement)));
  if (!page) throw new Error('a pull answers with one row');
  return page.rows !== null && finish ? { ...page, rows: finish(page.rows) } : page;
}
