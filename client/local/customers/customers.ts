import { normalisePhone } from '../../../shared/customers/normalise-phone.ts';
import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { CustomerPaymentRecord, CustomerRecord } from '../../../shared/sync/day-records.ts';
import type { CustomerRow as SentRow } from '../../../shared/sync/pull.ts';
import type {
  Customer,
  CustomerDraft,
  CustomerEvent,
  CustomerPaymentDraft,
  Customers,
  SaveCustomerResult,
} from '../day-types.ts';
import type { LedgerDb } from '../ledger/ledger-db.ts';
import { unsentOfCustomers } from '../ledger/outbox.ts';
import { forgetPulled, unpulledRecords } from '../ledger/unpulled.ts';
import { type Acting, writeAction } from '../ledger/write-action.ts';
import type { Permit } from '../people/permit.ts';
import { search, searchText } from '../search/search.ts';
import { shiftIdFor } from '../shifts/shifts.ts';
import { LocalError } from '../types.ts';
import { balanceChanges } from './balance-changes.ts';

type CustomerRow = Omit<SentRow, 'deleted'>;

export interface CustomersParts {
  db: LedgerDb;
  acting: () => Acting;
  permit: Permit;
  /** as last pulled; [] until the replica has been loaded */
  rows: () => Promise<CustomerRow[]>;
  /** what other tablets sold to these customers, as last pulled */
  outletEvents: (customerIds: readonly string[]) => Promise<CustomerEvent[]>;
  onRecorded: () => void;
}

const FIND_LIMIT = 50;

export function openCustomers(parts: CustomersParts): Customers {
  const { db } = parts;

  /** Everybody, with what this device did since: whoever was made or changed here is as he was left here. */
  async function everybody(): Promise<{ customers: Map<string, Customer>; idOf: (id: string) => string }> {
    const [rows, own, unsent, unpulled] = await Promise.all([
      parts.rows(),
      db.records.where('kind').equals('customer').toArray(),
      unsentOfCustomers(db),
      unpulledRecords(db),
    ]);
    const mergedInto = new Map(
      rows.flatMap(({ id, mergedInto: into }) => (into === null ? [] : [[id, into]])),
    );
    const idOf = (id: string): string => {
      const into = mergedInto.get(id);
      return into === undefined || into === id ? id : idOf(into);
    };
    const customers = new Map<string, Customer>();
    for (const { mergedInto: into, ...row } of rows) {
      if (into === null) customers.set(row.id, { ...row, unsent: false });
    }
    const versions = new Map(rows.map((row) => [row.id, row.version]));
    const isPulled = (customerId: string, version: number) =>
      (versions.get(idOf(customerId)) ?? 0) >= version;
    const ahead = unpulled.flatMap(({ record, batch }) => {
      const customerId = 'customerId' in record ? record.customerId : null;
      const version = batch.customer[customerId ?? ''] ?? 0;
      return record.kind === 'void' || (customerId && !isPulled(customerId, version)) ? [record] : [];
    });
    const sent = new Set(ahead.map(({ id }) => id));
    for (const { counter, id: recordId, record } of own) {
      if (record.kind !== 'customer') continue;
      const id = idOf(record.customerId);
      const before = customers.get(id);
      // What is confirmed and pulled is the server's word.
      if (before && !unsent.counters.has(counter) && !sent.has(recordId)) continue;
      customers.set(id, changed(id, record, before, unsent.counters.has(counter)));
    }
    const uncounted = [...unsent.records, ...ahead];
    const voided = new Set(uncounted.flatMap((record) => (record.kind === 'void' ? [record.saleId] : [])));
    for (const record of uncounted) {
      if (voided.has(record.id)) continue;
      const change = balanceChanges(record);
      const customer = change && customers.get(idOf(change.customerId));
      if (!change || !customer) continue;
      customers.set(customer.id, {
        ...customer,
        balance: customer.balance + change.balance,
        debt: customer.debt + change.debt,
      });
    }
    if (unpulled.length > 0)
      void forgetPulled(db, 'customer', isPulled, parts.acting().ports.now()).catch(() => {});
    return { customers, idOf };
  }

  return {
    find: async (query, limit = FIND_LIMIT) => {
      const { customers } = await everybody();
      const all = [...customers.values()];
      const texts = all.map(({ name, phone, email }) => searchText(name, [phone, localPhone(phone), email]));
      return search(texts, () => true, asTyped(query), limit).flatMap((index) => all[index] ?? []);
    },
    get: async (customerId) => {
      const { customers, idOf } = await everybody();
      const id = idOf(customerId);
      const customer = customers.get(id);
      if (!customer) return undefined;
      const ids = [
        id,
        customerId,
        ...(await parts.rows()).flatMap((row) => (idOf(row.id) === id ? [row.id] : [])),
      ];
      const [own, others] = await Promise.all([ownEvents(db, ids), parts.outletEvents(ids)]);
      const known = new Map([...others, ...own].map((event) => [event.id, event]));
      return { customer, history: [...known.values()].sort((a, b) => b.at - a.at) };
    },
    save: async (draft, { asNew = false } = {}): Promise<SaveCustomerResult> => {
      if (draft.customerId !== undefined) parts.permit.demand('editCustomer', draft);
      const name = draft.name.trim();
      if (name === '') return { ok: false, reason: 'nameMissing' };

      const phone = normalisePhone(draft.phone);
      if (phone === null) return { ok: false, reason: 'phoneInvalid' };
      const { customers, idOf } = await everybody();
      const customerId = draft.customerId === undefined ? undefined : idOf(draft.customerId);
      const taken = [...customers.values()].find((one) => phone !== '' && one.phone === phone);
      if (taken && taken.id !== customerId && !asNew)
        return { ok: false, reason: 'phoneTaken', customer: taken };
      const before = customerId === undefined ? undefined : customers.get(customerId);
      const acting = parts.acting();
      const record = await writeAction(db, acting, async (writer) => {
        const written = writer.add({
          kind: 'customer',
          ...writer.header(draft.staffId),
          customerId: customerId ?? writer.newId(),
          ...fieldsOf({ ...draft, name, phone }, before),
        });
        await writer.auditApprovals(draft.staffId, written.customerId, draft.approvals);
        return written;
      });
      parts.onRecorded();
      return { ok: true, customer: changed(record.customerId, record, before, true) };
    },
  };
}

function fieldsOf(
  draft: CustomerDraft,
  before: Customer | undefined,
): Pick<CustomerRecord, 'name' | 'phone' | 'email' | 'address' | 'note' | 'member' | 'consent'> {
  return {
    name: draft.name.slice(0, 120),
    phone: draft.phone,
    email: (draft.email ?? before?.email ?? '').slice(0, 200),
    address: (draft.address ?? before?.address ?? '').slice(0, 300),
    note: (draft.note ?? before?.note ?? '').slice(0, 300),
    member: draft.member ?? before?.member ?? false,
    consent: draft.consent ?? before?.consent ?? false,
  };
}

function changed(
  id: string,
  record: CustomerRecord,
  before: Customer | undefined,
  unsent: boolean,
): Customer {
  const { name, phone, email, address, note, member, consent } = record;
  const { balance, debt, debtLimit } = before ?? { balance: 0, debt: 0, debtLimit: null };
  return { id, name, phone, email, address, note, member, consent, balance, debt, debtLimit, unsent };
}

/** `+62812…` as people say it: `0812…`. */
function localPhone(phone: string): string {
  return phone.startsWith('+62') ? `0${phone.slice(3)}` : phone;
}

/** A number is searched without the blanks and dashes it was typed with. */
function asTyped(query: string): string {
  return /^[+\d][\d\s().-]*$/.test(query.trim()) ? query.replace(/[^\d]/g, '') : query;
}

async function ownEvents(db: LedgerDb, customerIds: readonly string[]): Promise<CustomerEvent[]> {
  const [sales, records] = await Promise.all([
    db.sales.where('record.customerId').anyOf(customerIds).toArray(),
    db.records.where('record.customerId').anyOf(customerIds).toArray(),
  ]);
  const voids = await db.records.where('kind').equals('void').toArray();
  const voided = new Set(voids.flatMap(({ record }) => (record.kind === 'void' ? [record.saleId] : [])));
  return [...sales, ...records].flatMap(({ record }): CustomerEvent[] => {
    const event = eventOf(record);
    return event && !voided.has(event.id) ? [event] : [];
  });
}

function eventOf(record: DeviceRecord): CustomerEvent | null {
  if (record.kind === 'sale') {
    const { id, soldAt, receiptNumber, total, payments } = record;
    const debt = payments.reduce((sum, { method, amount }) => sum + (method === 'debt' ? amount : 0), 0);
    return { kind: 'sale', id, at: soldAt, receiptNumber, total, debt };
  }
  if (record.kind === 'refund') {
    const { id, at, receiptNumber, total } = record;
    return { kind: 'refund', id, at, receiptNumber, total };
  }
  if (record.kind === 'customerPayment') {
    const { id, at, purpose, method, amount } = record;
    return { kind: 'payment', id, at, purpose, method, amount };
  }
  return null;
}

/** Kasbon paid back, a deposit made or taken out. */
export function recordCustomerPayment(
  db: LedgerDb,
  acting: Acting,
  draft: CustomerPaymentDraft,
  { shiftRequired }: { shiftRequired: boolean },
): Promise<CustomerPaymentRecord> {
  const { staffId, customerId, purpose, method, amount, reference, note, approvals } = draft;
  if (!Number.isSafeInteger(amount) || amount < 1) throw new LocalError('invalidDraft', { field: 'amount' });
  return writeAction(db, acting, async (writer) => {
    const record = writer.add({
      kind: 'customerPayment',
      ...writer.header(staffId),
      customerId,
      shiftId: shiftIdFor(writer, shiftRequired),
      purpose,
      method,
      amount,
      ...(reference ? { reference } : {}),
      ...(note ? { note } : {}),
    });
    await writer.auditApprovals(staffId, record.id, approvals);
    return record;
  });
}
