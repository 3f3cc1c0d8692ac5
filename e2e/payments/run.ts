import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Payable } from '../../sandbox/core/payable.ts';
import { API_TROUBLES, type ApiTrouble, type WebhookTrouble } from '../../sandbox/core/trouble.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { connect, rowsOf } from '../../server/db/connect.ts';
import { seededRandom } from '../chaos/random.ts';
import { type ServerProcess, startServerProcess } from '../chaos/server-process.ts';

/*
 * Sales paid by QRIS over two simulated providers that time out, fail, lose and repeat webhooks, while the server is killed
 * in between. Afterwards the books must agree: nothing charged twice, nothing that was paid is unpaid, ledgers equal.
 *   npm run chaos:payments -- --seed 7 --sales 1000
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    sales: { type: 'string', default: '1000' },
    port: { type: 'string', default: '4390' },
  },
});
const seed = Number(values.seed);
const count = Number(values.sales);
const port = Number(values.port);
const AT_ONCE = 6;
const url = `http://127.0.0.1:${port}`;
const random = seededRandom(seed);
const dataDir = mkdtempSync(join(tmpdir(), 'gerai-chaos-pay-'));

interface View {
  paymentId: string;
  state: string;
  reference: string;
}
interface Sale {
  saleId: string;
  paymentId: string;
  amount: number;
  /** what the till believes at the end */
  state: string;
}

let calm = false;
const API: Partial<Record<ApiTrouble, number>> = {
  none: 82,
  timeout: 1,
  timeout_after_commit: 1,
  reset_after_commit: 5,
  error_500: 4,
  error_500_after_commit: 3,
  malformed_json: 2,
  rate_limited: 2,
};
const WEBHOOKS: Partial<Record<WebhookTrouble, number>> = {
  none: 55,
  lost: 20,
  duplicate: 12,
  reordered: 5,
  unsigned: 3,
  tampered: 2,
  wrong_amount: 3,
};
/** a provider that is down for a while, so that its breaker opens */
let down = '';
const sandbox = await startSandbox({
  webhookBase: url,
  speed: 120,
  decideApi: (vendor) => {
    if (calm) return 'none';
    if (vendor === down) return 'error_500';
    return random.weighted(API as Record<ApiTrouble, number>);
  },
  decideWebhook: () => (calm ? 'none' : random.weighted(WEBHOOKS as Record<WebhookTrouble, number>)),
});
for (const { id } of sandbox.control.vendors)
  sandbox.control.set(id, { limits: false, hangMs: 2_000, slowMs: 300, delayMs: 500 });
process.env.GERAI_SANDBOX_URL = sandbox.url;

let server: ServerProcess = await startServerProcess({ port, dataDir, demo: true });
let cookie = '';

async function call<T>(path: string, input: unknown, credential = cookie): Promise<T> {
  const answer = await fetch(`${url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie: credential },
    body: JSON.stringify(input ?? {}),
    signal: AbortSignal.timeout(60_000),
  });
  const body = (await answer.json()) as { result?: { data: T }; error?: { message: string } };
  if (!answer.ok || !body.result) throw new Error(`${path}: ${answer.status} ${body.error?.message}`);
  const [set] = answer.headers.getSetCookie();
  if (set && path === 'accounts.enrol') cookie = set.slice(0, set.indexOf(';'));
  return body.result.data;
}
/** A till tries until somebody answers. */
async function patiently<T>(path: string, input: unknown, tries = 40): Promise<T | null> {
  for (let n = 0; n < tries; n += 1) {
    try {
      return await call<T>(path, input);
    } catch (error) {
      if (/: 4\d\d /.test(String(error))) return null;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  return null;
}

await call('accounts.enrol', { code: '123456', deviceName: 'chaos' });
const sales: Sale[] = [];

async function oneSale(): Promise<void> {
  const sale: Sale = { saleId: v7(), paymentId: v7(), amount: 1_000 + random.int(90_000), state: 'none' };
  sales.push(sale);
  const { paymentId } = sale;
  let view = await patiently<View>('payments.start', {
    saleId: sale.saleId,
    paymentId,
    method: 'qris',
    amount: sale.amount,
  });
  for (let n = 0; view?.state === 'preparing' && n < 60; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    view = await patiently<View>('payments.status', { paymentId });
  }
  if (view?.state === 'waiting') {
    const [entry] = sandbox.control.find(view.reference);
    const does = random.weighted({ pay: 70, twice: 6, decline: 4, walk: 10, cancel: 6, late: 4 });
    const act = (what: 'pay' | 'decline' | 'pay_twice' | 'pay_late') => {
      if (entry?.actions().includes(what)) sandbox.control.act(entry.vendor, entry.id, what);
    };
    if (does === 'pay') act('pay');
    if (does === 'twice') act(entry?.actions().includes('pay_twice') ? 'pay_twice' : 'pay');
    if (does === 'late') act(entry?.actions().includes('pay_late') ? 'pay_late' : 'pay');
    if (does === 'decline') act('decline');
    if (does === 'cancel') {
      if (random.chance(40)) act('pay');
      view = await patiently<View>('payments.cancel', { paymentId });
    }
    for (let n = 0; does !== 'walk' && view?.state === 'waiting' && n < 4; n += 1)
      view = await patiently<View>('payments.status', { paymentId, ask: true });
  }
  sale.state = view?.state ?? 'none';
}

let kills = 0;
const started = Date.now();
const queue = Array.from({ length: count }, (_, index) => index);
const killAt = new Set([Math.floor(count / 3), Math.floor((count * 2) / 3)]);
const downFrom = Math.floor(count / 2);
const downFor = Math.max(5, Math.floor(count / 25));
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      if (index === downFrom) down = sandbox.control.transactions()[0]?.vendor ?? '';
      if (index === downFrom + downFor) down = '';
      if (killAt.has(index)) {
        await server.kill();
        kills += 1;
        server = await startServerProcess({ port, dataDir, demo: true });
      }
      await oneSale();
      if (sales.length % 100 === 0)
        process.stdout.write(`${sales.length} sales, ${Math.round((Date.now() - started) / 1000)} s\n`);
    }
  }),
);
down = '';
calm = true;
await sandbox.control.settled();

// What the owner's reconciliation does.
const signIn = await fetch(`${url}/api/auth/sign-in/email`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', origin: url },
  body: JSON.stringify({ email: 'owner@demo.gerai', password: 'gerai-demo' }),
});
const owner = signIn.headers
  .getSetCookie()
  .map((set) => set.slice(0, set.indexOf(';')))
  .join('; ');
// Breakers that opened close again within a minute.
for (let round = 0; round < 4; round += 1) {
  await call('payments.reconcile', undefined, owner);
  if (round < 3) await new Promise((resolve) => setTimeout(resolve, 22_000));
}
await server.stop();

const db = await connect({ dataDir: join(dataDir, 'db') });
interface Stored {
  reference: string;
  paymentId: string;
  saleId: string;
  status: string;
  released: boolean;
  late: boolean;
  amount: number;
  held: number;
}
const attempts = rowsOf<Stored>(
  await db.unscoped.execute(sql`
    select a.reference, a.payment_id as "paymentId", a.sale_id as "saleId", a.status, a.released, a.late,
           a.amount::int as amount,
           (select coalesce(sum(e.moved), 0)::int from payment_event e
             where e.tenant_id = a.tenant_id and e.attempt_id = a.id) as held
      from payment_attempt a`),
);
const trips = rowsOf<{ n: number }>(
  await db.unscoped.execute(
    sql`select count(*)::int as n from integration_log where error_class = 'breaker_open'`,
  ),
)[0]?.n;
await db.close();

const problems: string[] = [];
const payables = sandbox.control.transactions();
const paidThere = (entry: Payable) => entry.state === 'paid';
const byReference = new Map(payables.map((entry) => [entry.order, entry]));
for (const attempt of attempts) {
  const entry = byReference.get(attempt.reference);
  const there = entry && paidThere(entry) ? (entry.amount ?? 0) : 0;
  if (there !== attempt.held)
    problems.push(
      `${attempt.reference}: provider holds ${there}, ledger says ${attempt.held} (${attempt.status})`,
    );
}
for (const entry of payables.filter(paidThere))
  if (!attempts.some(({ reference }) => reference === entry.order))
    problems.push(`${entry.order}: paid at the provider, unknown here`);
for (const sale of sales) {
  const own = attempts.filter(({ saleId }) => saleId === sale.saleId);
  const charged = own.filter(({ reference }) => {
    const entry = byReference.get(reference);
    return entry !== undefined && paidThere(entry);
  });
  if (charged.length > 1) problems.push(`sale ${sale.saleId} was charged ${charged.length} times`);
  const open = own.filter(({ reference }) => byReference.get(reference)?.state === 'open');
  if (charged.length > 0 && open.length > 0)
    problems.push(`sale ${sale.saleId} is paid and has an open code`);
  if (sale.state === 'paid' && charged.length === 0) problems.push(`sale ${sale.saleId} was sold unpaid`);
}
const paid = payables.filter(paidThere).length;
process.stdout.write(
  `seed ${seed}: ${sales.length} sales, ${attempts.length} attempts, ${paid} paid, ` +
    `${attempts.filter(({ released }) => released).length} given up, ${attempts.filter(({ late }) => late).length} late, ` +
    `${kills} kills, ${trips} calls held back by breakers, ${API_TROUBLES.length} kinds of trouble, ` +
    `${Math.round((Date.now() - started) / 1000)} s\n`,
);
for (const problem of problems.slice(0, 20)) process.stdout.write(`  ${problem}\n`);
process.stdout.write(problems.length === 0 ? 'The books agree.\n' : `${problems.length} problems.\n`);
await sandbox.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(problems.length === 0 ? 0 : 1);
