import { openExistingLedger } from './ledger/native.ts';
import { countQueue } from './ledger/outbox-in-flight.ts';
import { drainOutbox } from './sync/drain.ts';
import { openServer } from './sync/server.ts';
import { openTabs } from './sync/tabs.ts';

/** Sends what waits with no page open; rejects when something still waits, so that it is called again. */
export async function sendOutbox(onCount: (unsent: number) => void): Promise<void> {
  const ledger = await openExistingLedger();
  if (!ledger) return;
  const tabs = openTabs();
  try {
    await drainOutbox({
      ledger: async () => ledger,
      server: openServer((...args) => fetch(...args)),
      ports: { now: () => Date.now() },
      onQueue: () => tabs.tell({ type: 'queue' }),
      onSending: (sending) => tabs.tell({ type: 'sending', sending }),
      onAnswer: () => {},
    });
  } finally {
    const { pending, refused } = await countQueue(ledger);
    onCount(pending + refused);
    tabs.close();
    ledger.close();
  }
}
