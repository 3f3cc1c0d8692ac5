import { openServer } from '../local/sync/server.ts';
import type { LocalStore } from '../local/types.ts';
import type { PrintDesk } from './print-desk.ts';

const SETTLE_MS = 3_000;
const EVERY_MS = 5 * 60_000;

/**
 * Tells the owner of this tablet's printers after each change and now and then, and the outlet of what was set up while
 * there was no network. Returns what stops it.
 */
export function followReports(desk: PrintDesk, local: LocalStore): () => void {
  const server = openServer((...args) => fetch(...args));
  let told = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function tell(always: boolean): Promise<void> {
    if (stopped || !local.identity.get() || !local.connection.get().online) return;
    for (const { id, profile, unshared } of desk.printers.get()) {
      if (!unshared || profile.way === 'network') continue;
      const { address: _never, ...shared } = profile;
      await server.mutate('printing', 'share', shared as never);
      await desk.change(id, { unshared: false });
    }
    const printers = desk.reports();
    const now = JSON.stringify(printers);
    if (now === told && !(always && printers.length > 0)) return;
    await server.mutate('printing', 'report', { printers });
    told = now;
  }
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(false).catch(() => {}), SETTLE_MS);
  };
  const stops = [desk.printers.subscribe(soon), local.connection.subscribe(soon)];
  const beat = setInterval(() => void tell(true).catch(() => {}), EVERY_MS);
  soon();
  return () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(beat);
    for (const stop of stops) stop();
  };
}
