import { usualProfile } from '../../shared/printing/printer-profile.ts';
import { CONTRACT_VERSION } from '../../shared/sync/contract.ts';
import { COLLECTIONS } from '../../shared/sync/pull.ts';
import type { Planted } from './plant.ts';
import { presetOf } from './plant-hub.ts';

/** How the isolation test calls a procedure or route with what it knows of tenant A. */
export interface Attempt {
  input: Input;
  /**
   * What somebody of tenant B with the right role must meet. `refused`: the input names a row of A: 403 or 404.
   * `own`: it answers about the caller's own tenant: 2xx, without anything of A.
   */
  meets: 'refused' | 'own';
  /** what is sent stays in B as B's own record (and may name ids of A): attempted after everything that only looks */
  keepsInput?: true;
}

type Input = (a: Planted) => unknown;
const own = (input: Input = () => undefined): Attempt[] => [{ meets: 'own', input }];
const refused = (...inputs: Input[]): Attempt[] => inputs.map((input) => ({ meets: 'refused', input }));
const keeps = (input: Input): Attempt[] => [{ meets: 'own', input, keepsInput: true }];

const newShop = {
  shopName: 'Toko',
  outletName: 'Pusat',
  outletCode: 'PST',
  ownerName: 'Pemilik',
  email: 'lain@example.test',
};
const newProduct = { sku: 'X3', barcodes: [], name: 'Barang', category: null, price: 1_000 };
const ownPreset = presetOf('x');
const report = { contract: CONTRACT_VERSION, deviceTime: 0, unsent: 0, refused: 0, appVersion: 'test' };

const printerReport = (id: string) => ({
  id,
  name: 'Printer',
  way: 'bluetooth',
  paper: 'ok',
  waiting: 0,
  unclear: 0,
  printedAt: null,
  trouble: null,
  troubleAt: null,
});

/** A sale of A, told anew: in B it may at most become B's own record. */
const saleOfA = (a: Planted) => ({
  kind: 'sale',
  id: a.saleId,
  outletId: a.outletId,
  deviceId: a.deviceId,
  staffId: a.cashierId,
  receiptSeq: 1,
  receiptNumber: 'PST-A1-000001',
  soldAt: 0,
  clockOffsetMs: null,
  deviceCounter: 1,
  lines: [
    {
      lineNo: 1,
      productId: a.productId,
      sku: 'X',
      name: 'X',
      unit: 'pcs',
      quantityMilli: 1_000,
      unitPrice: 1_000,
      lineTotal: 1_000,
      taxClass: 'standard',
    },
  ],
  subtotal: 1_000,
  discount: 0,
  tax: 0,
  rounding: 0,
  total: 1_000,
  payments: [{ id: a.saleId, method: 'cash', amount: 1_000, tendered: 1_000, change: 0 }],
});

/** Every procedure. A new one must be named here, or the isolation test fails. */
export const PROCEDURES: Record<string, Attempt[]> = {
  'accounts.state': own(),
  'accounts.setup': refused(() => ({ ...newShop, token: 'x', password: 'rahasia-sekali' })),
  'accounts.enrol': refused(() => ({ code: '000000' })),
  'accounts.leave': own((a) => ({ deviceId: a.deviceId })),
  'accounts.resetPassword': refused(() => ({ token: 'x', password: 'rahasia-sekali' })),
  'accounts.staffSnapshot': own(),
  'accounts.outlets.list': own(),
  'accounts.outlets.save': refused((a) => ({ id: a.outletId, code: 'XXX', name: 'X' })),
  'accounts.staff.list': own(),
  'accounts.staff.save': refused((a) => ({ id: a.cashierId, name: 'X', role: 'cashier' })),
  'accounts.staff.setPin': refused((a) => ({ id: a.cashierId, pin: '0000' })),
  'accounts.staff.setActive': refused((a) => ({ id: a.cashierId, active: false })),
  'accounts.staff.signInLink': refused((a) => ({ id: a.staffId })),
  'accounts.devices.list': own(),
  'accounts.devices.newCode': refused((a) => ({ outletId: a.outletId })),
  'accounts.devices.rename': refused((a) => ({ id: a.deviceId, name: 'X' })),
  'accounts.devices.revoke': refused((a) => ({ id: a.deviceId })),
  'accounts.audit.list': own(() => ({})),
  'accounts.admin.tenants': refused(() => undefined),
  'accounts.admin.createTenant': refused(() => newShop),
  'accounts.admin.users': refused(() => undefined),
  'accounts.admin.resetLink': refused((a) => ({ userId: a.userId })),
  'catalogue.products.list': own((a) => ({ category: a.categoryId })),
  'catalogue.products.get': refused((a) => ({ id: a.productId })),
  'catalogue.products.save': refused(
    (a) => ({ ...newProduct, id: a.productId }),
    (a) => ({ ...newProduct, category: { id: a.categoryId } }),
    (a) => ({ ...newProduct, pictureId: a.pictureId }),
    (a) => ({ ...newProduct, extras: { parentId: a.productId } }),
    (a) => ({ ...newProduct, extras: { components: [{ productId: a.productId, quantityMilli: 1 }] } }),
    (a) => ({ ...newProduct, openingStock: { outletId: a.outletId, quantityMilli: 1_000 } }),
  ),
  // These change what they find among the given ids: in B nothing.
  'catalogue.products.setActive': own((a) => ({ id: a.productId, active: false })),
  'catalogue.products.remove': own((a) => ({ id: a.productId })),
  'catalogue.products.bulk': [
    ...own((a) => ({ products: { ids: [a.productId] }, change: { kind: 'active', active: false } })),
    ...refused((a) => ({
      products: { filter: {} },
      change: { kind: 'category', category: { id: a.categoryId } },
    })),
  ],
  'catalogue.products.undoBulk': refused((a) => ({ changeId: a.changeId })),
  'catalogue.categories.list': own(),
  'catalogue.categories.save': refused((a) => ({ id: a.categoryId, name: 'X' })),
  'catalogue.categories.remove': refused((a) => ({ id: a.categoryId })),
  'reports.takings': own((a) => ({ from: '2026-01-01', until: '2026-01-02', outletId: a.outletId })),
  'reports.goods': own((a) => ({
    range: { from: '2026-01-01', until: '2026-01-02', outletId: a.outletId },
    limit: 100,
  })),
  'reports.moneyAtRisk': own(),
  'reports.debtAges': own(),
  'customers.list': own(() => ({ search: '812345' })),
  'customers.get': refused((a) => ({ customerId: a.customerId })),
  'customers.save': refused((a) => ({ id: a.customerId, name: 'X', phone: '' })),
  'customers.merge': refused((a) => ({ customerId: a.customerId, into: a.customerId })),
  'customers.setDebtLimit': refused((a) => ({ customerId: a.customerId, debtLimit: 1 })),
  'customers.export': refused((a) => ({ customerId: a.customerId })),
  'customers.erase': refused((a) => ({ customerId: a.customerId })),
  'connections.presets.list': own(() => ({})),
  'connections.presets.get': refused(() => ({ provider: 'none-such' })),
  'connections.presets.check': own(() => ({ preset: {} })),
  'connections.presets.dryRun': refused(() => ({ provider: 'none-such' })),
  'connections.templates.list': own(),
  'connections.templates.save': refused((a) => ({ connectionId: a.connectionId, name: 'X' })),
  'connections.templates.remove': own((a) => ({ templateId: a.templateId })),
  'connections.templates.create': refused((a) => ({ templateId: a.templateId, label: 'X' })),
  'connections.features.list': own(),
  'connections.features.map': refused(
    (a) => ({ feature: 'payment.qris', connectionIds: [a.connectionId] }),
    (a) => ({ outletId: a.outletId, feature: 'payment.qris', connectionIds: [] }),
  ),
  'connections.features.inherit': refused((a) => ({
    outletId: a.outletId,
    kind: 'payment',
    usePartnerConfig: false,
  })),
  'connections.list': own((a) => ({ scope: { outletId: a.outletId } })),
  'connections.get': refused((a) => ({ connectionId: a.connectionId })),
  'connections.create': refused((a) => ({
    outletId: a.outletId,
    preset: ownPreset,
    label: 'X',
    testMode: true,
    values: { serverKey: 'kunci' },
  })),
  'connections.change': refused((a) => ({ connectionId: a.connectionId, label: 'X' })),
  'connections.replaceKeys': refused((a) => ({
    connectionId: a.connectionId,
    values: { serverKey: 'kunci' },
  })),
  'connections.reveal': refused((a) => ({
    connectionId: a.connectionId,
    field: 'serverKey',
    password: 'rahasia-sekali',
  })),
  'connections.test': refused((a) => ({ connectionId: a.connectionId })),
  'connections.dependents': refused((a) => ({ connectionId: a.connectionId })),
  'connections.remove': refused((a) => ({ connectionId: a.connectionId, withUse: true })),
  'connections.duplicate': refused((a) => ({ connectionId: a.connectionId, label: 'X' })),
  'connections.import': own((a) => ({
    format: 'json',
    text: JSON.stringify([{ outletId: a.outletId, preset: ownPreset, label: 'X', testMode: true }]),
    dryRun: false,
  })),
  'integrations.log': own((a) => ({ connectionId: a.connectionId })),
  'integrations.health': [...own(() => ({})), ...refused((a) => ({ connectionId: a.connectionId }))],
  'integrations.calls': own((a) => ({ connectionId: a.connectionId })),
  'integrations.webhooks.list': own((a) => ({ connectionId: a.connectionId })),
  'integrations.webhooks.get': refused((a) => ({ webhookId: a.webhookId })),
  'integrations.webhooks.replay': refused((a) => ({ webhookId: a.webhookId })),
  'integrations.notices.list': own(() => ({})),
  'integrations.notices.read': own((a) => ({ ids: [a.noticeId] })),
  'settings.get': own(),
  'payments.methods': own(),
  'payments.start': keeps((a) => ({
    saleId: a.saleId,
    paymentId: a.onlinePaymentId,
    method: 'qris',
    amount: 1_000,
  })),
  'payments.status': refused((a) => ({ paymentId: a.onlinePaymentId })),
  'payments.cancel': refused((a) => ({ paymentId: a.onlinePaymentId })),
  'payments.attempts': own((a) => ({ saleId: a.saleId })),
  'payments.atRisk': own(),
  'payments.reconcile': own(),
  'payments.refund': refused((a) => ({
    refundId: a.onlinePaymentId,
    attemptId: a.attemptId,
    amount: 10,
    reason: 'salah bayar',
  })),
  'payments.settle': refused((a) => ({ attemptId: a.attemptId, reason: 'sudah beres' })),
  'payments.settlements.import': own((a) => ({
    name: 'laporan.csv',
    csv: `order id,amount\nG${a.mark},1000`,
    apply: false,
  })),
  'payments.settlements.proposals': refused((a) => ({ lineId: a.settlementLineId })),
  'payments.settlements.decide': refused((a) => ({ lineId: a.settlementLineId, reason: 'bukan milik kami' })),
  'payments.watch': own((a) => ({ paymentId: a.onlinePaymentId })),
  'printing.share': keeps((a) => usualProfile(a.outletId, 'Printer', 'bluetooth')),
  'printing.forget': own((a) => ({ printerId: a.outletId })),
  'printing.report': keeps((a) => ({ printers: [printerReport(a.outletId)] })),
  'settings.save': refused((a) => ({ outletId: a.outletId, version: 0, sections: {} })),
  'stock.onHand': own((a) => ({ outletId: a.outletId })),
  'stock.low': own((a) => ({ outletId: a.outletId })),
  'stock.movements': own((a) => ({ outletId: a.outletId, productId: a.productId })),
  'stock.explain': refused((a) => ({ outletId: a.outletId, productId: a.productId })),
  'stock.document': refused((a) => ({
    id: '019a0000-0000-7000-8000-000000000008',
    outletId: a.outletId,
    type: 'receive',
    lines: [{ productId: a.productId, quantityMilli: 1 }],
  })),
  'stock.documents': own((a) => ({ outletId: a.outletId })),
  'stock.getDocument': refused((a) => ({ documentId: a.documentId })),
  'sales.today': own(),
  'sales.list': own((a) => ({ outletId: a.outletId })),
  'sales.get': refused((a) => ({ saleId: a.saleId })),
  'sales.unconfirmedQris': own((a) => ({ outletId: a.outletId })),
  'sales.confirmQris': refused((a) => ({
    id: '019a0000-0000-7000-8000-000000000009',
    paymentId: a.qrisPaymentId,
    outcome: 'received',
  })),
  'sales.refused.list': own(() => ({})),
  'sales.refused.dismiss': refused((a) => ({ recordId: a.refusedId, contentHash: 'x' })),
  'shifts.list': own((a) => ({ outletId: a.outletId })),
  'shifts.get': refused((a) => ({ shiftId: a.shiftId })),
  'auditChain.list': own((a) => ({ deviceId: a.deviceId })),
  'auditChain.chains': own(),
  'sync.push': keeps((a) => ({ ...report, records: [saleOfA(a)] })),
  'sync.hello': own(() => report),
  'sync.live': own(),
  'sync.rescue': keeps((a) => ({ records: [saleOfA(a)] })),
};

export interface RouteAttempt {
  /** concrete paths to try */
  paths: (a: Planted) => string[];
  meets: 'refused' | 'own';
  body?: { type: string; bytes: Uint8Array };
  headers?: Record<string, string>;
  /** looks at all shops of the session, for pages that can't send `x-gerai-tenant` */
  ignoresTenantHeader?: true;
}

const open = (path: string): RouteAttempt => ({ paths: () => [path], meets: 'own' });
const body = (type: string, text: string) => ({ type, bytes: new TextEncoder().encode(text) });
const products = body('text/csv', 'sku,nama,harga\nX1,Barang,1000\n');
const PNG_OF_ONE_PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const importId = '019a0000-0000-7000-8000-000000000001';

/** Asks for A's shop, outlet or connection with a body that would be right. */
function adminAttempt(route: string): RouteAttempt {
  const [method = '', path = ''] = route.split(' ');
  const whole = { label: 'X', testMode: true, isActive: true, configuration: {} };
  const made = {
    integrationType: 'payment',
    preset: ownPreset,
    testMode: true,
    configuration: { serverKey: 'x' },
  };
  const wanted = path.endsWith('/webhooks')
    ? { webhookId: '019a0000-0000-7000-8000-000000000009' }
    : method === 'POST' && path.includes(':id/integrations')
      ? made
      : method === 'PATCH'
        ? { label: 'X' }
        : whole;
  const idOf = (a: Planted) =>
    path.includes('partners') ? a.tenantId : path.includes('outlets') ? a.outletId : a.connectionId;
  return {
    paths: (a) => [path.replace(':id', idOf(a))],
    meets: 'refused',
    ...(['GET', 'DELETE'].includes(method) ? {} : { body: body('application/json', JSON.stringify(wanted)) }),
  };
}

/** Every route of server/http/routes.ts, as `METHOD path`. */
export const ROUTES: Record<string, RouteAttempt[]> = {
  'GET /healthz': [open('/healthz')],
  'GET /readyz': [open('/readyz')],
  // The test sits on the server's own machine: it asks as somebody whom a proxy let through.
  'GET /metrics': [{ ...open('/metrics'), headers: { 'x-forwarded-for': '203.0.113.9' } }],
  'GET /sync/:collection': COLLECTIONS.map((collection) => open(`/sync/${collection}`)),
  'GET /pictures/:id': [
    { paths: (a) => [`/pictures/${a.pictureId}`], meets: 'refused', ignoresTenantHeader: true },
  ],
  'GET /relay/printers/:printerId': [
    { paths: (a) => [`/relay/printers/${a.outletId}`], meets: 'refused', ignoresTenantHeader: true },
  ],
  'POST /relay/printers/:printerId/jobs/:attemptId': [
    {
      paths: (a) => [`/relay/printers/${a.outletId}/jobs/${a.saleId}.1?kind=document`],
      meets: 'refused',
      ignoresTenantHeader: true,
      body: body('application/octet-stream', 'x'),
    },
  ],
  'POST /catalogue/import': [
    { ...open('/catalogue/import?mode=dry-run'), body: products },
    { ...open(`/catalogue/import?mode=apply&importId=${importId}`), body: products },
    {
      paths: (a) =>
        ['dry-run', 'apply'].map(
          (mode) =>
            `/catalogue/import?mode=${mode}&importId=${importId.replace(/1$/, '2')}&outlet=${a.outletId}`,
        ),
      meets: 'refused',
      body: body('text/csv', 'sku,nama,harga,stok\nX2,Barang,1000,5\n'),
    },
  ],
  'GET /catalogue/export': [open('/catalogue/export')],
  'POST /catalogue/pictures': [
    {
      ...open('/catalogue/pictures'),
      body: { type: 'image/png', bytes: Buffer.from(PNG_OF_ONE_PIXEL, 'base64') },
    },
  ],
  ...Object.fromEntries(
    [
      'GET /api/admin/partners/:id/integrations',
      'POST /api/admin/partners/:id/integrations',
      'POST /api/admin/outlets/:id/integrations',
      'GET /api/admin/integrations/:id',
      'PUT /api/admin/integrations/:id',
      'PATCH /api/admin/integrations/:id',
      'DELETE /api/admin/integrations/:id',
      'POST /api/admin/integrations/:id/enable',
      'POST /api/admin/integrations/:id/disable',
      'POST /api/admin/integrations/:id/test',
      'GET /api/admin/integrations/:id/logs',
      'GET /api/admin/integrations/:id/webhooks',
      'POST /api/admin/integrations/:id/webhooks',
      'GET /api/admin/integrations/:id/health',
    ].map((route) => [route, [adminAttempt(route)]]),
  ),
  // The outlet is A's: B sees what B's shop has, for an outlet that follows it.
  'GET /api/admin/outlets/:id/integrations': [
    { paths: (a) => [`/api/admin/outlets/${a.outletId}/integrations`], meets: 'own' },
  ],
  // It names a connection of A, as only A's provider knows it, without the provider's signature.
  'POST /webhook/:kind/:slug': [
    {
      paths: (a) => [`/webhook/payment/slug-${a.mark}`, '/webhook/payment/x'],
      meets: 'refused',
      body: body('application/json', '{"id":"1"}'),
    },
  ],
  'GET /api/auth/*path': [open('/api/auth/get-session')],
  'POST /api/auth/*path': [
    {
      paths: () => ['/api/auth/sign-in/email', '/api/auth/sign-up/email'],
      meets: 'refused',
      body: body('application/json', '{"email":"lain@example.test","password":"salah-salah"}'),
    },
  ],
};
