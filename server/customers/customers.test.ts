import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { envelopeOf, headerOf, openCallers, saleOf, seedShop, type TestShop } from '../sync/testing.ts';

describeOnBothEngines('customers', (open) => {
  let db: Db;
  let shop: TestShop;
  let callers: Awaited<ReturnType<typeof openCallers>>;
  let counter = 0;

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
    callers = await openCallers(db);
  });

  const push = async (...records: object[]) =>
    (await callers.device(shop.devices[0]).sync.push(envelopeOf(records))).answers;
  const office = () => callers.owner(shop.tenantId);
  const person = (customerId: string, change: object = {}) => {
    counter += 1;
    const words = { phone: '', email: '', address: '', note: '', member: false, consent: false };
    return { kind: 'customer', ...headerOf(shop, counter), customerId, name: 'Bu Tini', ...words, ...change };
  };
  const sold = (customerId: string, change: Partial<SaleRecord> = {}) => {
    counter += 1;
    return saleOf(shop, counter, { customerId, ...change });
  };
  const onDebt = (customerId: string) => {
    const sale = sold(customerId);
    return { ...sale, payments: sale.payments.map((one) => ({ ...one, method: 'debt' as const })) };
  };
  const paid = (customerId: string, amount: number, change: object = {}) => {
    counter += 1;
    const what = { purpose: 'debtRepayment', method: 'cash', amount, shiftId: null };
    return { kind: 'customerPayment', ...headerOf(shop, counter), customerId, ...what, ...change };
  };
  const balance = async (customerId: string) => {
    const { debt, deposit } = await office().customers.get({ customerId });
    return { debt, deposit };
  };
  /** the kept sums against the ledger, person by person */
  const drift = () =>
    db.tenant(shop.tenantId, async (tx) =>
      rowsOf(
        await tx.execute(sql`
          select c.id from customer c
          where (c.debt, c.deposit) <> (
            select coalesce(sum(amount) filter (where account = 'debt'), 0)::int8,
              coalesce(sum(amount) filter (where account = 'deposit'), 0)::int8
            from customer_entry e join customer own on own.id = e.customer_id
            where coalesce(own.merged_into, own.id) = c.id)`),
      ),
    );

  test('S3 a repeated customer changes nothing; the last to arrive holds', async () => {
    const id = v7();
    const first = person(id, { phone: '+6281200000001' });
    expect(await push(first)).toMatchObject([{ status: 'applied' }]);
    expect(await push(first)).toMatchObject([{ status: 'alreadyApplied' }]);
    expect(await push({ ...first, name: 'Lain' })).toMatchObject([{ status: 'refused', code: 'conflict' }]);
    await push(person(id, { phone: '+6281200000001', name: 'Bu Tini S.', member: true }));
    expect(await office().customers.get({ customerId: id })).toMatchObject({
      name: 'Bu Tini S.',
      member: true,
    });
  });

  test('S4 kasbon and deposits are the sum of what happened, whatever comes first', async () => {
    const id = v7();
    const sale = onDebt(id);
    const undone = onDebt(id);
    const kept = sold(id, { changeKept: 500 });
    await push(sale, undone, kept, paid(id, 2000), paid(id, 300, { purpose: 'depositIn' }));
    expect(await balance(id)).toEqual({ debt: sale.total * 2 - 2000, deposit: 800 });
    counter += 1;
    const header = headerOf(shop, counter);
    await push({ kind: 'void', ...header, saleId: undone.id, shiftId: null, reason: 'salah' });
    expect(await balance(id)).toEqual({ debt: sale.total - 2000, deposit: 800 });
    const used = sold(id);
    await push({ ...used, payments: used.payments.map((one) => ({ ...one, method: 'storeCredit' })) });
    await push(paid(id, 100, { method: 'storeCredit' }));
    expect(await balance(id)).toEqual({ debt: sale.total - 2100, deposit: 700 - used.total });
    // The person's own record comes last of all: nothing was lost meanwhile.
    await push(person(id, { name: 'Pak Umar' }));
    expect(await balance(id)).toEqual({ debt: sale.total - 2100, deposit: 700 - used.total });
    expect(await drift()).toEqual([]);
  });

  test('S4 a refund to the debt takes it back, a repetition of anything does not', async () => {
    const id = v7();
    const sale = onDebt(id);
    counter += 1;
    const refund = {
      kind: 'refund',
      ...headerOf(shop, counter),
      receiptSeq: counter,
      receiptNumber: 'PST-A1-000900',
      shiftId: null,
      saleId: sale.id,
      saleReceiptNumber: sale.receiptNumber,
      customerId: id,
      reason: 'changedMind',
      lines: sale.lines.slice(0, 1).map(({ lineNo, productId, name, unit, lineTotal }) => ({
        ...{ lineNo, productId, name, unit, amount: lineTotal / 2, quantityMilli: 1000 },
        ...{ taxKind: 'none', tax: 0, restock: true },
      })),
      rounding: 0,
      total: 1000,
      payments: [{ id: v7(), method: 'debt', amount: 1000 }],
    };
    await push(sale, refund);
    await push(refund, sale);
    expect(await balance(id)).toEqual({ debt: sale.total - 1000, deposit: 0 });
    expect(await drift()).toEqual([]);
  });

  test('two tablets made the same person: merged by phone, no sale and no rupiah lost', async () => {
    const [first, second] = [v7(), v7()];
    const phone = '+6281299998888';
    const [one, two] = [onDebt(first), onDebt(second)];
    await push(person(first, { phone, name: 'Ani' }), one);
    await push(person(second, { phone, name: 'Ibu Ani', email: 'ani@example.test', consent: true }), two);
    const shown = await office().customers.get({ customerId: second });
    expect(shown).toMatchObject({
      id: first,
      name: 'Ibu Ani',
      phone,
      email: 'ani@example.test',
      aliases: [second],
    });
    expect(shown).toMatchObject({ consent: true, debt: one.total + two.total });
    expect(shown.sales.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
    // A tablet that has not heard of it goes on with the later id.
    const late = onDebt(second);
    await push(late, paid(second, 1000), person(second, { phone, name: 'Ibu Ani B.' }));
    expect(await balance(first)).toEqual({ debt: one.total + two.total + late.total - 1000, deposit: 0 });
    expect((await office().customers.get({ customerId: first })).name).toBe('Ibu Ani B.');
    const { customers } = await office().customers.list({ search: '0812-9999-8888' });
    expect(customers).toHaveLength(1);
    expect(await drift()).toEqual([]);
  });

  test('an owner merges, sets a limit and is told whose number it is', async () => {
    const a = await office().customers.save({ name: 'Rudi', phone: '0813 1111 2222' });
    const b = await office().customers.save({ name: 'Rudy', phone: '0813 1111 3333' });
    const taken = office().customers.save({ id: b.id, name: 'Rudy', phone: '+62 813-1111-2222' });
    await expect(taken).rejects.toMatchObject({
      gerai: { code: 'phoneTaken', values: { customer: 'Rudi' } },
    });
    await expect(office().customers.save({ name: 'X', phone: 'bukan' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    await office().customers.setDebtLimit({ customerId: a.id, debtLimit: 50_000 });
    await office().customers.merge({ customerId: b.id, into: a.id });
    const shown = await office().customers.get({ customerId: b.id });
    expect(shown).toMatchObject({ id: a.id, phone: '+6281311112222', debtLimit: 50_000 });
  });

  test('S5 a sale over the limit of a debt is stored and flagged; so is one of a stranger, until they are known', async () => {
    const id = v7();
    const stranger = onDebt(id);
    expect(await push(stranger)).toMatchObject([{ flags: ['unknownCustomer'] }]);
    await push(person(id, { name: 'Bu Limit' }));
    await office().customers.setDebtLimit({ customerId: id, debtLimit: stranger.total * 2 });
    const answers = await push(onDebt(id), onDebt(id));
    expect(answers).toMatchObject([{ status: 'applied' }, { flags: ['overDebtLimit'] }]);
    const { flags } = await office().sales.get({ saleId: stranger.id });
    expect(flags).toEqual([]);
  });

  test('T5 erased: nothing personal is left under any id, and money facts stay', async () => {
    const id = v7();
    const sale = sold(id);
    const owing = onDebt(id);
    await push(
      person(id, { phone: '+6281277776666', name: 'Rahasia Sekali', address: 'Jl. Rahasia' }),
      sale,
      owing,
    );
    await expect(office().customers.erase({ customerId: id })).rejects.toMatchObject({
      gerai: { code: 'customerOwes' },
    });
    await push(paid(id, owing.total));
    expect((await office().customers.export({ customerId: id })).sales).toHaveLength(2);
    await office().customers.erase({ customerId: id });
    await push(person(id, { name: 'Rahasia Sekali' }));
    const texts = await db.tenant(shop.tenantId, async (tx) =>
      JSON.stringify([
        rowsOf(await tx.execute(sql`select * from customer`)),
        rowsOf(await tx.execute(sql`select * from customer_record`)),
        rowsOf(await tx.execute(sql`select * from audit_entry`)),
      ]),
    );
    expect(texts).not.toContain('Rahasia');
    expect(texts).not.toContain('81277776666');
    expect(await office().customers.get({ customerId: id })).toMatchObject({
      erased: true,
      sales: { length: 2 },
    });
    expect(await drift()).toEqual([]);
  });
});
