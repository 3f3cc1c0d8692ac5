import type { Delivery } from '../core/deliveries.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { type ApiTrouble, NO_TROUBLE, type Switches } from '../core/trouble.ts';
import type { Bench, Vendor } from '../core/vendor.ts';

export interface SeenCall {
  at: number;
  vendor: string;
  method: string;
  path: string;
  status: number | null;
  trouble: ApiTrouble;
}

/** Everything the control page and the phone can do, for code in the same process. */
export interface Control {
  vendors: readonly Vendor[];
  calls: SeenCall[];
  switches: (vendor: string) => Switches;
  /** changes some switches; `reset: true` turns all trouble off first */
  set: (vendor: string, changes: Partial<Switches> & { reset?: boolean }) => Switches;
  /** the notification address in the vendor's dashboard; a path is joined to `webhookBase` */
  setNotificationUrl: (vendor: string, url: string) => void;
  notificationUrl: (vendor: string) => string | null;
  transactions: (vendor?: string) => Payable[];
  find: (text: string) => Payable[];
  get: (vendor: string, id: string) => Payable | null;
  act: (vendor: string, id: string, action: Action, detail?: { amount?: number }) => ActResult;
  deliveries: () => readonly Delivery[];
  resend: (deliveryId: string) => Delivery | null;
  /** resolves when no webhook is under way */
  settled: () => Promise<void>;
  now: () => number;
  advance: (ms: number) => void;
  speed: () => number;
  setSpeed: (factor: number) => void;
  /** forgets transactions, deliveries and switches */
  reset: () => void;
}

interface Parts {
  vendors: Vendor[];
  bench: Bench;
  calls: SeenCall[];
  setUrl: (vendor: string, url: string) => void;
  setSpeed: (factor: number) => void;
  speed: () => number;
  reset: () => void;
}

export function controlOf({ vendors, bench, calls, setUrl, setSpeed, speed, reset }: Parts): Control {
  const { book, deliveries, clock } = bench;
  const known = (vendor: string) => {
    if (!vendors.some(({ id }) => id === vendor)) throw new Error(`no simulated vendor "${vendor}"`);
    return vendor;
  };
  return {
    vendors,
    calls,
    switches: (vendor) => bench.switches(known(vendor)),
    set: (vendor, { reset: clean, ...changes }) =>
      Object.assign(bench.switches(known(vendor)), clean ? NO_TROUBLE : {}, changes),
    setNotificationUrl: (vendor, url) => setUrl(known(vendor), url),
    notificationUrl: bench.notificationUrl,
    transactions: (vendor) => book.list(vendor),
    find: (text) => book.find(text),
    get: (vendor, id) => book.get(vendor, id),
    act: (vendor, id, action, detail = {}) => {
      const entry = book.get(vendor, id);
      if (!entry) return { ok: false, reason: 'no such transaction' };
      if (!entry.actions().includes(action))
        return { ok: false, reason: `"${action}" does not fit ${entry.label}` };
      return entry.act(action, detail);
    },
    deliveries: () => deliveries.list(),
    resend: (id) => deliveries.resend(id),
    settled: () => deliveries.settled(),
    now: () => clock.now(),
    advance: (ms) => clock.advance(ms),
    speed,
    setSpeed: (factor) => setSpeed(Math.max(1, factor)),
    reset,
  };
}
