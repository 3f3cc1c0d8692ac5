import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bed, testBed } from '../core/testing.ts';

let bed: Bed;
beforeAll(async () => {
  bed = await testBed('midtrans');
});
afterAll(() => bed.close());
const auth = { authorization: `Basic ${Buffer.from('SB-Mid-server-GeraiUji0001:').toString('base64')}` };
const charge = async (order_id: string) =>
  (
    await bed.call(
      'POST',
      '/v2/charge',
      { payment_type: 'qris', transaction_details: { order_id, gross_amount: 10_000 } },
      auth,
    )
  ).body;
const page = async (path: string, form?: Record<string, string>) => {
  const answer = await fetch(
    bed.sandbox.url + path,
    form ? { method: 'POST', body: new URLSearchParams(form) } : {},
  );
  return {
    status: answer.status,
    csp: answer.headers.get('content-security-policy') ?? '',
    text: await answer.text(),
  };
};

describe('the control page and the phone', () => {
  it('finds a bill by its scanned code and pays it, in two languages and without inline code', async () => {
    const { qr_string, transaction_id } = await charge('GERAI-<b>1');
    expect(transaction_id).toBeUndefined();
    const made = await charge('GERAI-1');
    expect(qr_string).toBeUndefined();
    const scanned = await page(`/phone?code=${encodeURIComponent(String(made.qr_string))}`);
    expect(scanned.text).toContain('Rp 10.000');
    expect(scanned.text).toContain('<small lang="en">Pay</small>');
    expect(scanned.csp).toContain("script-src 'self'");
    expect(scanned.text).not.toMatch(/<script>|style=|onclick/);
    const paid = await page(`/phone/midtrans/${made.transaction_id}`, { do: 'pay' });
    expect(paid.text).toContain('lunas');
    expect((await page('/phone?code=%3Cscript%3E')).text).not.toContain('<script>');
    expect((await page('/control')).text).toContain('GERAI-1');
    expect((await page('/control/vendors/midtrans')).text).toContain('SB-Mid-server-GeraiUji0001');
  });

  it('sets trouble, acts and lists through the JSON API, and names what is wrong', async () => {
    const api = async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(`${bed.sandbox.url}/control/api${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: await answer.json() };
    };
    const set = await api('PATCH', '/vendors/midtrans', {
      switches: { api: 'error_500', apiTimes: 1, apiMatch: 'POST' },
    });
    expect(set.body.switches).toMatchObject({ api: 'error_500', apiTimes: 1 });
    expect((await charge('GERAI-2')).status_code).toBe('500');
    const { transaction_id } = await charge('GERAI-2');
    expect((await api('PATCH', '/vendors/midtrans', { switches: { api: 'gempa' } })).body.error).toContain(
      'api',
    );
    expect((await api('POST', `/transactions/midtrans/${transaction_id}/expire`)).body).toMatchObject({
      ok: true,
      transaction: { state: 'expired' },
    });
    expect((await api('POST', `/transactions/midtrans/${transaction_id}/expire`)).status).toBe(409);
    await bed.sandbox.control.settled();
    const deliveries = (await api('GET', '/deliveries?vendor=midtrans')).body;
    expect(deliveries[0]).toMatchObject({ event: 'expire', state: 'delivered', attempts: [{ status: 200 }] });
    expect((await api('POST', `/deliveries/${deliveries[0].id}/resend`)).status).toBe(200);
    expect((await api('GET', '/transactions?find=GERAI-2')).body).toHaveLength(1);
  });

  it('obeys no other site, and calls no other machine', async () => {
    const asked = (headers: Record<string, string>) =>
      new Promise<number>((resolve) => {
        const { port } = new URL(bed.sandbox.url);
        request({ port, host: '127.0.0.1', path: '/control/reset', method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        }).end();
      });
    expect(await asked({ origin: 'https://jahat.contoh' })).toBe(403);
    expect(await asked({ host: 'jahat.contoh' })).toBe(403);
    bed.sandbox.control.setNotificationUrl('midtrans', 'http://169.254.169.254/latest');
    await charge('GERAI-3');
    await bed.sandbox.control.settled();
    expect(bed.sandbox.control.deliveries()[0]?.attempts[0]?.error).toContain('not allowed');
  });
});
