import type { Tx } from '../db/connect.ts';
import {
  paymentAttempt,
  paymentEvent,
  paymentRefund,
  settlementImport,
  settlementLine,
} from '../payments/tables.ts';

/** A row in every table of payments. */
export async function plantPayments(
  tx: Tx,
  newId: () => string,
  ids: {
    tenantId: string;
    outletId: string;
    deviceId: string;
    saleId: string;
    connectionId: string;
    mark: string;
  },
) {
  const { mark, tenantId, connectionId, ...of } = ids;
  const [attemptId, onlinePaymentId, importId, settlementLineId] = [newId(), newId(), newId(), newId()];
  const at = new Date();
  await tx.insert(paymentAttempt).values({
    ...of,
    tenantId,
    id: attemptId,
    paymentId: onlinePaymentId,
    connectionId,
    tryNo: 1,
    method: 'qris',
    amount: 1_000,
    status: 'succeeded',
    sure: true,
    reference: `G${mark}`,
    idempotencyKey: mark,
    paidAt: at,
    createdAt: at,
    updatedAt: at,
  });
  await tx.insert(paymentEvent).values({
    tenantId,
    id: newId(),
    attemptId,
    connectionId,
    at,
    source: 'create',
    verdict: 'applied',
    rawStatus: mark,
  });
  await tx.insert(paymentRefund).values({
    tenantId,
    id: newId(),
    attemptId,
    amount: 10,
    status: 'succeeded',
    reason: mark,
    byKind: 'user',
    byId: mark,
    createdAt: at,
    updatedAt: at,
  });
  await tx.insert(settlementImport).values({
    tenantId,
    id: importId,
    connectionId,
    name: mark,
    fileHash: mark,
    lines: 1,
    importedBy: mark,
    at,
  });
  await tx.insert(settlementLine).values({
    tenantId,
    id: settlementLineId,
    importId,
    lineNo: 1,
    connectionId,
    kind: 'payment',
    reference: `G${mark}`,
    providerId: mark,
    gross: 1_000,
    fee: 7,
    net: 993,
    status: 'missingHere',
  });
  return { attemptId, onlinePaymentId, settlementLineId };
}
