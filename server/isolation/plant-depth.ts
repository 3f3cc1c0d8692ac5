import { eq } from 'drizzle-orm';
import { type PrinterProfile, usualProfile } from '../../shared/printing/printer-profile.ts';
import { product, productEdit } from '../catalogue/tables.ts';
import { customer, customerPayment, customerRecord } from '../customers/tables.ts';
import type { Tx } from '../db/connect.ts';
import { outletSettings } from '../settings/tables.ts';
import { stockDocument, stockDocumentLine } from '../stock/tables.ts';

interface Ids {
  tenantId: string;
  outletId: string;
  deviceId: string;
  staffId: string;
  productId: string;
  mark: string;
}

/** A row in every table of settings, customers, stock documents and product edits; their triggers fill the others. */
export async function plantDepth(tx: Tx, newId: () => string, ids: Ids) {
  const { tenantId, outletId, deviceId, staffId, productId, mark } = ids;
  const at = new Date();
  const record = () => ({
    tenantId,
    id: newId(),
    outletId,
    deviceId,
    staffId,
    deviceCounter: 3,
    madeAt: at,
    occurredAt: at,
    contentHash: 'x',
  });
  const [customerId, documentId] = [newId(), newId()];
  await tx.insert(outletSettings).values({
    tenantId,
    scopeId: outletId,
    version: 1,
    sections: {
      priceLists: [{ id: 'p', name: `Daftar ${mark}` }],
      printing: { receiptAfterSale: true, printers: [printer(outletId, mark)] },
    },
  });
  await tx
    .update(product)
    .set({ extras: { variant: `Varian ${mark}`, units: [unit(mark)] } })
    .where(eq(product.id, productId));
  await tx.insert(customer).values({ tenantId, id: customerId, name: `Bu ${mark}`, phone: '+6281234567890' });
  await tx.insert(customerRecord).values({ ...record(), customerId, payload: { name: mark } });
  await tx.insert(customerPayment).values({
    ...record(),
    customerId,
    purpose: 'depositIn',
    method: 'cash',
    amount: 5_000,
    note: mark,
  });
  await tx.insert(stockDocument).values({
    ...record(),
    id: documentId,
    type: 'receive',
    reference: mark,
    note: mark,
    lineCount: 1,
  });
  await tx
    .insert(stockDocumentLine)
    .values({ tenantId, documentId, lineNo: 1, productId, quantityMilli: 1_000, reason: mark });
  await tx.insert(productEdit).values({ ...record(), productId, payload: { name: mark } });
  return { customerId, documentId };
}

const unit = (mark: string) => ({ name: `dus ${mark}`, factorMilli: 24_000, barcodes: [], price: 1 });

/** Under the outlet's id, which is known to whoever tries to reach it. */
function printer(id: string, mark: string): PrinterProfile {
  return {
    ...usualProfile(id, `Printer ${mark}`, 'network'),
    address: { host: '192.168.99.9', port: 9_100 },
  };
}
