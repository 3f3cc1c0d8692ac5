import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { settingsOfOutlets } from '../settings/settings.ts';
import { crossesZero, readStockLevels } from '../stock/stock-levels.ts';
import { uuids } from '../sync/header-facts.ts';
import { movedGoods } from './moved-goods.ts';

/**
 * Looks at shelves and customers as they are before sales are stored. What it returns is asked about each sale that
 * was new, in their order: who is not known here, who owes more than they may now, and what went below zero.
 */
export async function creditAndShelf(
  tx: Tx,
  tenantId: string,
  sales: readonly SaleRecord[],
): Promise<(sale: SaleRecord) => RecordFlag[]> {
  const goodsOf = (sale: SaleRecord) => sale.lines.flatMap(movedGoods);
  const levels = await readStockLevels(
    tx,
    tenantId,
    sales.map(({ outletId }) => outletId),
    sales.flatMap((sale) => goodsOf(sale).map(({ productId }) => productId)),
  );
  const customers = await readCredit(tx, tenantId, sales);
  const limits = sales.some((sale) => debtOf(sale) > 0)
    ? await settingsOfOutlets(
        tx,
        sales.map(({ outletId }) => outletId),
      )
    : new Map();
  return (sale) => {
    const flags: RecordFlag[] = [];
    const goods = goodsOf(sale);
    if (crossesZero(levels, sale.outletId, goods)) flags.push('belowZeroStock');
    for (const { productId, quantityMilli } of goods) {
      const key = `${sale.outletId}.${productId}`;
      const before = levels.get(key);
      if (before !== undefined) levels.set(key, before - quantityMilli);
    }
    if (sale.customerId === null) return flags;
    const customer = customers.get(sale.customerId);
    if (!customer?.known) flags.push('unknownCustomer');
    const owed = debtOf(sale);
    if (owed > 0 && customer) {
      customer.debt += owed;
      const limit = customer.debtLimit ?? limits.get(sale.outletId)?.debt.defaultLimit ?? 0;
      if (customer.debt > limit) flags.push('overDebtLimit');
    }
    return flags;
  };
}

const debtOf = (sale: SaleRecord) =>
  sale.payments.reduce((sum, { method, amount }) => (method === 'debt' ? sum + amount : sum), 0);

interface Credit {
  debt: number;
  debtLimit: number | null;
  known: boolean;
}

/** By any of their ids; two ids of one person share one entry. */
async function readCredit(
  tx: Tx,
  tenantId: string,
  sales: readonly SaleRecord[],
): Promise<Map<string, Credit>> {
  const ids = [...new Set(sales.flatMap(({ customerId }) => customerId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = rowsOf<Credit & { id: string; person: string }>(
    await tx.execute(sql`
      select own.id, c.id as person, c.debt::float8 as debt, c.debt_limit::float8 as "debtLimit",
        (c.name <> '' or c.erased_at is not null) as known
      from customer own join customer c on c.tenant_id = own.tenant_id and c.id = coalesce(own.merged_into, own.id)
      where own.tenant_id = ${tenantId} and own.id = any(${uuids(ids)})`),
  );
  const people = new Map<string, Credit>();
  const credit = new Map<string, Credit>();
  for (const { id, person, ...one } of rows) {
    const shared = people.get(person) ?? one;
    people.set(person, shared);
    credit.set(id, shared);
  }
  for (const id of ids) if (!credit.has(id)) credit.set(id, { debt: 0, debtLimit: null, known: false });
  return credit;
}
