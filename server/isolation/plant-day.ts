import { deviceAudit } from '../audit-chain/tables.ts';
import type { Tx } from '../db/connect.ts';
import { payment, qrisConfirmation, refund, refundLine, refundPayment, saleVoid } from '../sales/tables.ts';
import { cashMovement, shift, shiftClose, shiftHandover } from '../shifts/tables.ts';

interface Ids {
  tenantId: string;
  outletId: string;
  deviceId: string;
  staffId: string;
  productId: string;
  saleId: string;
  mark: string;
}

/** A row in every table that a device's day fills beside the sale itself. */
export async function plantDay(tx: Tx, newId: () => string, ids: Ids) {
  const { tenantId, outletId, deviceId, staffId, productId, saleId, mark } = ids;
  const at = new Date();
  const record = () => ({
    tenantId,
    id: newId(),
    outletId,
    deviceId,
    staffId,
    deviceCounter: 2,
    madeAt: at,
    occurredAt: at,
    contentHash: 'x',
  });
  const [shiftId, refundId, qrisPaymentId] = [newId(), newId(), newId()];
  await tx.insert(payment).values({
    tenantId,
    id: qrisPaymentId,
    saleId,
    method: 'qrisStatic',
    amount: 1,
    tendered: 1,
    change: 0,
    reference: mark,
  });
  await tx.insert(shift).values({ ...record(), id: shiftId, shiftNo: 1, float: 1, denominations: {} });
  await tx.insert(shiftClose).values({
    ...record(),
    shiftId,
    counted: 1,
    denominations: {},
    expected: 1,
    variance: 0,
    totals: {
      saleCount: 0,
      refundCount: 0,
      voidCount: 0,
      sales: 0,
      refunds: 0,
      discounts: 0,
      tax: 0,
      serviceCharge: 0,
      rounding: 0,
      cashIn: 0,
      cashOut: 0,
      byMethod: {},
    },
    unsent: 0,
    note: mark,
  });
  await tx.insert(shiftHandover).values({ ...record(), shiftId, toStaffId: staffId });
  await tx.insert(cashMovement).values({
    ...record(),
    shiftId,
    direction: 'in',
    amount: 1,
    category: mark,
    reason: mark,
  });
  await tx.insert(refund).values({
    ...record(),
    id: refundId,
    receiptSeq: 2,
    receiptNumber: `PST-A1-000002-${mark}`,
    shiftId,
    saleId,
    saleReceiptNumber: mark,
    reason: 'other',
    rounding: 0,
    total: 1,
    note: mark,
  });
  await tx.insert(refundLine).values({
    tenantId,
    refundId,
    lineNo: 1,
    productId,
    name: mark,
    unit: 'pcs',
    quantityMilli: 1,
    amount: 1,
    taxKind: 'none',
    tax: 0,
    restock: true,
  });
  await tx.insert(refundPayment).values({
    tenantId,
    refundId,
    id: newId(),
    method: 'cash',
    amount: 1,
    reference: mark,
  });
  await tx.insert(saleVoid).values({ ...record(), saleId: newId(), shiftId, reason: mark });
  await tx.insert(qrisConfirmation).values({
    tenantId,
    id: newId(),
    saleId,
    paymentId: newId(),
    outcome: 'received',
    note: mark,
    occurredAt: at,
    contentHash: 'x',
  });
  await tx.insert(deviceAudit).values({
    ...record(),
    chainNo: 1,
    action: 'reprint',
    target: mark,
    detail: {},
    previousHash: '0'.repeat(64),
    hash: 'x',
  });
  return { shiftId, qrisPaymentId };
}
