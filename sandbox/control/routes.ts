import { type Call, isObject, json, jsonBody, type Reply, Router } from '../core/http.ts';
import { ACTIONS, type Action, type Payable } from '../core/payable.ts';
import { API_TROUBLES, type Switches, WEBHOOK_TROUBLES } from '../core/trouble.ts';
import type { Control } from './control.ts';

/** The control page's powers as JSON, for tests and scripts in other processes. */
export function controlApi(control: Control): Router {
  const vendorOf = (call: Call) => control.vendors.find(({ id }) => id === call.params.vendor);
  const missing = (what: string) => json(404, { error: `no such ${what}` });
  return new Router()
    .on('GET', '/control/api/vendors', () =>
      json(
        200,
        control.vendors.map((vendor) => ({
          id: vendor.id,
          title: vendor.title,
          keys: vendor.keys,
          notificationUrl: control.notificationUrl(vendor.id),
          switches: control.switches(vendor.id),
        })),
      ),
    )
    .on('PATCH', '/control/api/vendors/:vendor', (call) => {
      const vendor = vendorOf(call);
      const body = jsonBody(call);
      if (!vendor) return missing('vendor');
      if (!body) return json(400, { error: 'a JSON object is needed' });
      const { notificationUrl, switches } = body;
      if (typeof notificationUrl === 'string') control.setNotificationUrl(vendor.id, notificationUrl);
      const changes = isObject(switches) ? readSwitches(switches) : {};
      if (typeof changes === 'string') return json(400, { error: changes });
      return json(200, {
        notificationUrl: control.notificationUrl(vendor.id),
        switches: control.set(vendor.id, changes),
      });
    })
    .on('GET', '/control/api/transactions', (call) => {
      const code = call.query.get('find');
      const found = code ? control.find(code) : control.transactions(call.query.get('vendor') ?? undefined);
      return json(200, found.map(shown));
    })
    .on('GET', '/control/api/transactions/:vendor/:id', (call) => {
      const entry = control.get(call.params.vendor ?? '', call.params.id ?? '');
      return entry ? json(200, shown(entry)) : missing('transaction');
    })
    .on('POST', '/control/api/transactions/:vendor/:id/:action', (call) => act(control, call))
    .on('GET', '/control/api/deliveries', (call) => {
      const vendor = call.query.get('vendor');
      return json(
        200,
        control.deliveries().filter((delivery) => !vendor || delivery.vendor === vendor),
      );
    })
    .on('POST', '/control/api/deliveries/:id/resend', (call) => {
      const sent = control.resend(call.params.id ?? '');
      return sent ? json(200, sent) : missing('delivery');
    })
    .on('GET', '/control/api/calls', () => json(200, control.calls))
    .on('POST', '/control/api/clock', (call) => {
      const body = jsonBody(call) ?? {};
      if (typeof body.speed === 'number') control.setSpeed(body.speed);
      if (typeof body.advanceMs === 'number' && body.advanceMs > 0) control.advance(body.advanceMs);
      return json(200, { now: new Date(control.now()).toISOString(), speed: control.speed() });
    })
    .on('POST', '/control/api/reset', () => {
      control.reset();
      return json(200, { ok: true });
    });
}

function act(control: Control, call: Call): Reply {
  const { vendor = '', id = '', action = '' } = call.params;
  if (!isAction(action)) return json(404, { error: 'no such action' });
  const amount = jsonBody(call)?.amount;
  const result = control.act(vendor, id, action, typeof amount === 'number' ? { amount } : {});
  const entry = control.get(vendor, id);
  return json(result.ok ? 200 : 409, { ...result, transaction: entry && shown(entry) });
}

export function isAction(text: string): text is Action {
  return (ACTIONS as readonly string[]).includes(text);
}

/** Switches from JSON, or what is wrong with them. */
export function readSwitches(
  given: Record<string, unknown>,
): (Partial<Switches> & { reset?: boolean }) | string {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const fine =
      key === 'api'
        ? (API_TROUBLES as readonly unknown[]).includes(value)
        : key === 'webhooks'
          ? (WEBHOOK_TROUBLES as readonly unknown[]).includes(value)
          : key === 'apiMatch'
            ? typeof value === 'string'
            : key === 'limits' || key === 'reset'
              ? typeof value === 'boolean'
              : key === 'apiTimes' || key === 'webhookTimes'
                ? value === null || isCount(value)
                : key === 'slowMs' || key === 'delayMs' || key === 'hangMs'
                  ? isCount(value)
                  : false;
    if (!fine) return `switch "${key}" cannot be ${JSON.stringify(value)}`;
    out[key] = value;
  }
  return out;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function shown(entry: Payable) {
  const { vendor, id, order, method, amount, state, label, codes, pageUrl, createdAt, expiresAt, refunded } =
    entry;
  return {
    vendor,
    id,
    order,
    method,
    amount,
    state,
    label,
    codes,
    pageUrl,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    refunded,
    actions: entry.actions(),
  };
}
