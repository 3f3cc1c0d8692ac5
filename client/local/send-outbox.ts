import { LedgerDb } from './ledger/ledger-db.ts';
import { countQueue } from './ledger/outbox.ts';
import { drainOutbox } from './sync/drain.ts';
import { openServer } from './sync/server.ts';
import { openTabs } from './sync/tabs.ts';

/** Sends what waits with no page open; rejects when something still waits, so that it is called again. */
export async function sendOutbox(onCount: (unsent: number) => void): Promise<void> {
  const db = new LedgerDb();
  const tabs = openTabs();
  try {
    await drainOutbox({
      db,
      server: openServer((...args) => fetch(...args)),
      ports: { now: () => Date.now() },
      onQueue: () => tabs.tell({ type: 'queue' }),
      onSending: (sending) => tabs.tell({ type: 'sending', sending }),
      onAnswer: () => {},
    });
  } finally {
    const { pending, refused } = await countQueue(db);
    onCount(pending + refused);
    tabs.close();
    db.close();
  }
}
