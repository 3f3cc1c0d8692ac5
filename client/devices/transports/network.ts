import { PrintTrouble, type RelayAnswer } from '../../../shared/printing/print-trouble.ts';
import { createStore } from '../../local/store.ts';
import { fetchOurs } from '../../local/sync/our-answer.ts';
import type { LinkState, PrinterLink } from './printer-link.ts';

/** longer than the relay's own patience with a queue of five before it */
const CALL_MS = 60_000;
const HELLO_MS = 8_000;
const ASK_AGAIN_AFTER_MS = 1_000;
const ASK_AGAIN_FOR_MS = 60_000;

/** A printer on the shop's network, through the server: a page can't reach port 9100. */
export function networkLink(printerId: string): PrinterLink {
  const state = createStore<LinkState>('idle');
  const path = `/relay/printers/${printerId}`;
  const call = fetchOurs((...args) => fetch(...args), CALL_MS);
  const greet = fetchOurs((...args) => fetch(...args), HELLO_MS);

  async function hello(): Promise<string> {
    state.set('connecting');
    try {
      const response = await greet(path);
      if (!response.ok) throw new PrintTrouble(response.status === 404 ? 'notAllowed' : 'noServer');
      const { boot } = (await response.json()) as { boot: string };
      state.set('idle');
      return boot;
    } catch (error) {
      state.set('away');
      throw error instanceof PrintTrouble ? error : new PrintTrouble('noServer', {}, error);
    }
  }

  async function post(
    attemptId: string,
    bytes: Uint8Array,
    kind: string,
    asked?: string,
  ): Promise<RelayAnswer> {
    const query = new URLSearchParams({ kind, ...(asked && { asked }) });
    const response = await call(`${path}/jobs/${attemptId}?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes as Uint8Array<ArrayBuffer>,
    });
    if (response.ok) return (await response.json()) as RelayAnswer;
    const total = bytes.length;
    // Refused at the door: the job was not looked at.
    if (response.status < 500) return { ok: false, reason: 'notAllowed', sent: 0, total, mayBeOut: false };
    throw new Error(`relay answered ${response.status}`);
  }

  /** The answer got lost: the server is asked what became of this attempt, and prints it only if it never came. */
  async function askAgain(
    attemptId: string,
    bytes: Uint8Array,
    kind: string,
    boot: string,
  ): Promise<RelayAnswer> {
    const total = bytes.length;
    const until = performance.now() + ASK_AGAIN_FOR_MS;
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_AFTER_MS));
      try {
        const answer = await post(attemptId, bytes, kind, boot);
        if (answer.ok || answer.reason !== 'unknownJob') return answer;
        return { ok: false, reason: 'noServer', sent: 0, total, mayBeOut: false };
      } catch {}
    }
    return { ok: false, reason: 'noServer', sent: 0, total, mayBeOut: true };
  }

  return {
    state,
    connect: async () => void (await hello()),
    print: async ({ attemptId, bytes, kind, onStart }) => {
      const total = bytes.length;
      const boot = await hello().catch((error: PrintTrouble) => {
        throw new PrintTrouble(error.reason, { total }, error);
      });
      await onStart();
      const answer = await post(attemptId, bytes, kind).catch(() => askAgain(attemptId, bytes, kind, boot));
      if (answer.ok) {
        state.set('ready');
        return answer;
      }
      state.set('away');
      if (answer.reason === 'unknownJob') throw new PrintTrouble('noServer', { total });
      throw new PrintTrouble(answer.reason, answer);
    },
    // The relay asks before and after each job; alone it is not asked, for the printer may be at another till's job.
    status: async () => {
      await hello();
      return null;
    },
    close: async () => {},
  };
}
