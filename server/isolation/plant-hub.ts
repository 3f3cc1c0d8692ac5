import {
  connection,
  connectionFeature,
  connectionInheritance,
  connectionState,
  connectionTemplate,
} from '../connections/tables.ts';
import type { Tx } from '../db/connect.ts';
import type { Preset } from '../hub/preset.ts';
import { integrationLog, ownerNotice } from '../integration-log/tables.ts';
import { vaultKey, vaultSecret } from '../vault/tables.ts';
import { webhookEvent, webhookLog } from '../webhooks/tables.ts';

/** A row in every table of the hub. */
export async function plantHub(
  tx: Tx,
  newId: () => string,
  ids: { tenantId: string; outletId: string; mark: string },
) {
  const { tenantId, outletId, mark } = ids;
  const [connectionId, webhookId, noticeId, templateId] = [newId(), newId(), newId(), newId()];
  const at = new Date();
  const preset = presetOf(mark) as unknown as Record<string, unknown>;
  await tx.insert(connection).values({
    tenantId,
    id: connectionId,
    scopeId: tenantId,
    kind: 'payment',
    provider: 'own-gateway',
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
  await tx.insert(webhookEvent).values({ tenantId, connectionId, eventKey: mark, webhookId, at });
  return { connectionId, webhookId, noticeId, templateId };
}

/** A valid preset of a gateway that nobody can reach. */
export const presetOf = (mark: string): Preset => ({
  id: 'own-gateway',
  version: 1,
  kind: 'payment',
  format: 'rest_json',
  title: { id: `Gerbang ${mark}`, en: `Gateway ${mark}` },
  access: 'self_serve',
  confidence: 'guess',
  features: ['payment.qris'],
  environments: { sandbox: { baseUrl: 'https://gateway.invalid' } },
  fields: [
    { key: 'serverKey', type: 'secret', required: true, label: { id: 'Kunci', en: 'Key' } },
    { key: 'merchant', type: 'text', required: false, label: { id: 'Kode', en: 'Code' } },
  ],
  auth: { type: 'none' },
  net: { timeoutMs: 500 },
  operations: {},
  test: {
    cost: 'paid',
    request: { method: 'GET', path: '/' },
    verdicts: [{ when: { http: [200] }, is: 'ok' }],
  },
  errors: [],
});
