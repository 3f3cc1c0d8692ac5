import {
  connection,
  connectionFeature,
  connectionInheritance,
  connectionState,
  connectionTemplate,
} from '../connections/tables.ts';
import type { Tx } from '../db/connect.ts';
import { integrationLog, ownerNotice } from '../integration-log/tables.ts';
import { vaultKey, vaultSecret } from '../vault/tables.ts';
import { webhookLog } from '../webhooks/tables.ts';

/** A row in every table of the hub. */
export async function plantHub(
  tx: Tx,
  newId: () => string,
  ids: { tenantId: string; outletId: string; mark: string },
) {
  const { tenantId, outletId, mark } = ids;
  const [connectionId, webhookId, noticeId, templateId] = [newId(), newId(), newId(), newId()];
  const at = new Date();
  const preset = { mark };
  await tx.insert(connection).values({
    tenantId,
    id: connectionId,
    scopeId: tenantId,
    kind: 'payment',
    provider: 'own',
    label: `Koneksi ${mark}`,
    slug: `slug-${mark}`,
    environment: 'sandbox',
    testMode: true,
    preset,
    presetVersion: 1,
    shapeHash: 'x',
    createdBy: mark,
    updatedBy: mark,
  });
  await tx
    .insert(connectionFeature)
    .values({ tenantId, scopeId: tenantId, feature: 'payment.qris', position: 0, connectionId });
  await tx.insert(connectionInheritance).values({ tenantId, outletId, kind: mark, inherits: true });
  await tx.insert(connectionState).values({ tenantId, connectionId });
  await tx.insert(connectionTemplate).values({
    tenantId,
    id: templateId,
    name: `Pola ${mark}`,
    kind: 'payment',
    provider: 'own',
    preset,
    cfg: {},
    testMode: true,
  });
  await tx.insert(integrationLog).values({
    tenantId,
    at,
    id: newId(),
    connectionId,
    action: 'test',
    verb: mark,
    status: 'success',
    actorKind: 'system',
    actorId: mark,
  });
  await tx
    .insert(ownerNotice)
    .values({ tenantId, id: noticeId, at, code: mark, severity: 'info', connectionId });
  await tx.insert(vaultKey).values({ tenantId, number: 1, wrapped: mark });
  await tx.insert(vaultSecret).values({
    tenantId,
    connectionId,
    field: 'serverKey',
    keyNumber: 1,
    ciphertext: mark,
    lastFour: '',
    fingerprint: mark,
  });
  await tx.insert(webhookLog).values({
    tenantId,
    id: webhookId,
    connectionId,
    kind: 'payment',
    receivedAt: at,
    method: 'POST',
    path: '/',
    query: {},
    headers: {},
    rawBody: Buffer.from(mark),
    bodyBytes: mark.length,
    state: 'processed',
    reason: mark,
  });
  return { connectionId, webhookId, noticeId, templateId };
}
