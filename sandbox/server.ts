import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Control, controlOf } from './control/control.ts';
import { controlPages } from './control/pages.ts';
import { controlApi } from './control/routes.ts';
import { Clock } from './core/clock.ts';
import { Deliveries, type Notice } from './core/deliveries.ts';
import { type Call, json, type Reply, readCall, send } from './core/http.ts';
import { assetReply } from './core/page.ts';
import { Book } from './core/payable.ts';
import {
  type ApiTrouble,
  NO_TROUBLE,
  type Switches,
  takeApiTrouble,
  type WebhookTrouble,
} from './core/trouble.ts';
import type { Bench, Vendor } from './core/vendor.ts';
import { phonePages } from './phone/pages.ts';
import { openVendors } from './vendors.ts';

export interface SandboxOptions {
  /** 0 for any free port */
  port?: number;
  /** the sandbox is for one machine: anything but a loopback address is your own decision */
  host?: string;
  now?: () => number;
  /** the shop's server: notification addresses that begin with / are joined to it */
  webhookBase?: string;
  /** the address that browsers reach the sandbox by, when it is not the one it listens on */
  publicUrl?: string;
  /** vendors' webhook retries come this many times sooner */
  speed?: number;
  /** webhooks go to this machine and to webhookBase only, unless this is set */
  anyWebhookHost?: boolean;
  /** decides trouble call by call in place of the switches (undefined leaves it to them) */
  decideApi?: (vendor: string, call: Call) => ApiTrouble | undefined;
  decideWebhook?: (notice: Notice) => WebhookTrouble | undefined;
}

export interface Sandbox {
  url: string;
  control: Control;
  close: () => Promise<void>;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const SHOWN_CALLS = 300;

/** Starts the simulated vendors, their control page and the customer's phone on one port; nothing is kept after `close`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', now = Date.now, webhookBase = '' } = options;
  const clock = new Clock(now);
  const book = new Book();
  const switches = new Map<string, Switches>();
  const notificationUrls = new Map<string, string>();
  const calls: Control['calls'] = [];
  let speed = options.speed ?? 1;
  let url = '';

  const switchesOf = (vendor: string): Switches => {
    const own = switches.get(vendor) ?? { ...NO_TROUBLE };
    switches.set(vendor, own);
    return own;
  };
  const baseOrigin = originOf(webhookBase);
  const deliveries = new Deliveries({
    clock,
    switches: switchesOf,
    speed: () => speed,
    ...(options.decideWebhook && { decide: options.decideWebhook }),
    mayCall: (target) =>
      /^https?:$/.test(target.protocol) &&
      (options.anyWebhookHost === true || LOOPBACK.has(target.hostname) || target.origin === baseOrigin),
  });
  const bench: Bench = {
    clock,
    book,
    deliveries,
    switches: switchesOf,
    root: (vendor) => `${url}/${vendor}`,
    notificationUrl: (vendor) => {
      const set = notificationUrls.get(vendor);
      if (!set) return null;
      return set.startsWith('/') ? webhookBase.replace(/\/$/, '') + set : set;
    },
  };
  const vendors = openVendors(bench);
  const control = controlOf({
    vendors,
    bench,
    calls,
    setUrl: (vendor, address) => notificationUrls.set(vendor, address),
    setSpeed: (factor) => {
      speed = factor;
    },
    speed: () => speed,
    reset: () => {
      clock.stop();
      for (const vendor of vendors) vendor.clear();
      book.clear();
      deliveries.clear();
      switches.clear();
      calls.length = 0;
    },
  });
  const own = [controlApi(control), controlPages(control), phonePages(control)];

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, json(500, { error: error instanceof Error ? error.message : String(error) }));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    if (!call) return send(response, json(413, { error: 'larger than 1 MiB' }));
    const asset = assetReply(call.path);
    if (asset) return send(response, asset);
    const root = call.path.split('/')[1] ?? '';
    const vendor = vendors.find(({ id }) => id === root);
    if (vendor)
      return answerAsVendor(vendor, { ...call, path: call.path.slice(root.length + 1) || '/' }, response);
    if (!isOurOwnVisitor(call)) return send(response, json(403, { error: 'asked by another site' }));
    if (call.path === '/')
      return send(response, { status: 302, headers: { location: '/control' }, body: '' });
    for (const router of own) {
      const reply = await router.handle(call);
      if (reply) return send(response, reply);
    }
    send(response, json(404, { error: 'no such page' }));
  }

  async function answerAsVendor(vendor: Vendor, call: Call, response: ServerResponse): Promise<void> {
    const shown =
      vendor.pages.knows(call.path) && isOurOwnVisitor(call) ? await vendor.pages.handle(call) : null;
    if (shown) return send(response, shown);
    const own = switchesOf(vendor.id);
    const trouble = options.decideApi?.(vendor.id, call) ?? takeApiTrouble(own, call.method, call.path);
    const note = (status: number | null) => {
      calls.unshift({
        at: clock.now(),
        vendor: vendor.id,
        method: call.method,
        path: call.path,
        status,
        trouble,
      });
      if (calls.length > SHOWN_CALLS) calls.length = SHOWN_CALLS;
    };
    const hang = async () => {
      note(null);
      await Promise.race([
        pause(own.hangMs, null, { ref: false }),
        new Promise((r) => response.once('close', r)),
      ]);
      response.destroy();
    };

    if (trouble === 'timeout') return hang();
    if (trouble === 'error_500' || trouble === 'rate_limited' || trouble === 'error_in_200') {
      const reply = vendor.trouble(trouble);
      note(reply.status);
      return send(response, reply);
    }
    if (trouble === 'slow') await pause(own.slowMs, null, { ref: false });
    const reply = (await vendor.api.handle(call)) ?? vendor.notFound(call);
    if (trouble === 'timeout_after_commit') return hang();
    if (trouble === 'reset_after_commit') {
      note(null);
      response.destroy();
      return;
    }
    const spoilt = spoil(vendor, trouble, reply);
    note(spoilt.status);
    send(response, spoilt);
  }

  /** Pages of other sites must not press our buttons, nor reach us under a name of their own. */
  function isOurOwnVisitor(call: Call): boolean {
    const visited = call.headers.host ?? '';
    const known = [host, originHost(options.publicUrl ?? '')].includes(visited.replace(/:\d+$/, ''));
    if (!known && !LOOPBACK.has(visited.replace(/:\d+$/, ''))) return false;
    const origin = call.headers.origin;
    return call.method === 'GET' || origin === undefined || originHostPort(origin) === visited;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  url =
    options.publicUrl?.replace(/\/$/, '') ?? `http://${host.includes(':') ? `[${host}]` : host}:${listening}`;

  return {
    url,
    control,
    close: async () => {
      clock.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await deliveries.settled();
      clock.stop();
    },
  };
}

function spoil(vendor: Vendor, trouble: ApiTrouble, reply: Reply): Reply {
  if (trouble === 'error_500_after_commit') return vendor.trouble('error_500');
  if (trouble === 'malformed_json')
    return { ...reply, body: reply.body.slice(0, Math.ceil(reply.body.length / 2)) };
  return reply;
}

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null;
}

function originHost(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname : null;
}

function originHostPort(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}
