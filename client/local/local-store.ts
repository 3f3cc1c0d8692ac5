import { v7 as uuidV7 } from 'uuid';
import type { Collection } from '../../shared/sync/pull.ts';
import { CONTRACT_VERSION } from '../../shared/sync/version.ts';
import { askForBackgroundSync } from './background-sync.ts';
import { showBadge } from './badge.ts';
import { openCustomers } from './customers/customers.ts';
import { openDay } from './day-store.ts';
import { enrol, learnFromHello } from './enrol.ts';
import { forget } from './forget.ts';
import { leaveShop } from './leave.ts';
import { commitSale } from './ledger/commit-sale.ts';
import { findSale, queueItem, recentSales } from './ledger/history.ts';
import { LedgerDb } from './ledger/ledger-db.ts';
import { type KeptIdentity, readMeta, writeMeta } from './ledger/meta.ts';
import { pruneRecords, requeueRefused, unsentRows } from './ledger/outbox.ts';
import { countQueue } from './ledger/outbox-in-flight.ts';
import { type PricedDraft, priceDraft } from './ledger/sale-from-draft.ts';
import {
  actionsOfSale,
  checkCaps,
  type SaleStanding,
  touchesAccount,
  unseenOf,
} from './ledger/sale-limits.ts';
import { type Acting, asLocalError } from './ledger/write-action.ts';
import { openCatalogue } from './packs/catalogue.ts';
import { openPeople } from './people/people.ts';
import { openPermit } from './people/permit.ts';
import { PICTURE_CACHE } from './picture-cache.ts';
import type { Ports } from './ports.ts';
import { watchQueue } from './queue-watch.ts';
import { lazyReplicas } from './replicas/lazy-replicas.ts';
import { exportRescueFile, importRescueFile } from './rescue.ts';
import { openOutletSettings } from './settings/outlet-settings.ts';
import { openStock } from './stock/stock.ts';
import { watchStorage } from './storage.ts';
import { createStore } from './store.ts';
import { APP_VERSION } from './sync/app-version.ts';
import { openConnection } from './sync/connection.ts';
import { drainOutbox } from './sync/drain.ts';
import { type Live, listenLive } from './sync/live.ts';
import { alone, LOCKS } from './sync/locks.ts';
import { NoAnswer } from './sync/our-answer.ts';
import { pullProducts } from './sync/pull-products.ts';
import { openServer, RefusedCall } from './sync/server.ts';
import { openSyncLoop } from './sync/sync-loop.ts';
import { openTabs } from './sync/tabs.ts';
import type { Category, ClearResult, DeviceIdentity, LocalStore } from './types.ts';
import { LocalError } from './types.ts';

/** Long enough for a healthy network to have confirmed the sale. */
const BACKGROUND_SYNC_AFTER_MS = 1_000;

const BROWSER: Ports = {
  now: () => Date.now(),
  newId: () => uuidV7(),
  random: () => Math.random(),
  fetch: (...args) => fetch(...args),
};

/** Opens what the device holds; resolves as soon as a sale could be made. Throws LocalError when there is no way. */
export async function openLocalStore(ports: Ports = BROWSER): Promise<LocalStore> {
  if (!globalThis.isSecureContext) throw new LocalError('insecurePage');
  const db = new LedgerDb();
  await db.open().catch((error: unknown) => {
    throw asLocalError(error);
  });
  const [keptIdentity, contact] = await Promise.all([readMeta(db, 'identity'), readMeta(db, 'contact')]);

  let kept: KeptIdentity | null = keptIdentity ?? null;
  const identity = createStore<DeviceIdentity | null>(kept);
  const categories = createStore<readonly Category[]>([]);
  const tabs = openTabs();
  const server = openServer(ports.fetch);
  const storage = watchStorage();
  const queue = watchQueue(db, showBadge);
  const catalogue = openCatalogue(() => tabs.tell({ type: 'catalogue' }));
  const connection = openConnection(ports.now, (state) => tabs.tell({ type: 'connection', state }));
  if (contact) connection.learn(contact);
  const people = openPeople(db, {
    now: ports.now,
    serverNow: () => ports.now() + (connection.state.get().clockOffsetMs ?? 0),
  });
  const stock = openStock(db, ports);
  const settings = openOutletSettings(db, () => kept);
  const replicaVersion = createStore(0);
  const replicas = lazyReplicas({
    server,
    onPulled: (collection, outcome) => loop.pulled(collection, outcome),
    onNews: () => replicaVersion.set(replicaVersion.get() + 1),
    onCategories: (rows) => categories.set(rows),
    onOutlet: (outlet) => {
      if (kept && outlet.id === kept.outlet.id) setIdentity({ ...kept, outlet });
    },
  });

  function setIdentity(next: KeptIdentity | null): void {
    kept = next;
    if (JSON.stringify(identity.get()) !== JSON.stringify(next)) identity.set(next);
  }
  function queueChanged(): void {
    tabs.tell({ type: 'queue' });
    void queue.refresh();
  }
  function sending(is: boolean): void {
    tabs.tell({ type: 'sending', sending: is });
    queue.setSending(is);
  }

  let savedContactAtMs = 0;
  function answered(serverTime?: number, sentAtMs?: number): void {
    connection.answered(serverTime, sentAtMs);
    const { lastContactMs, clockOffsetMs } = connection.state.get();
    if (lastContactMs === null || clockOffsetMs === null) return;
    // The offset goes into every sale, so it outlives the page; written seldom, for each write costs a disk flush.
    if (Math.abs(ports.now() - savedContactAtMs) < 60_000) return;
    savedContactAtMs = ports.now();
    void writeMeta(db, 'contact', { lastContactMs, clockOffsetMs }).catch(() => {});
  }

  async function greet(): Promise<void> {
    const me = kept;
    if (!me) return leaveShop(db, server);
    const { pending, refused } = await countQueue(await db.native());
    const sentAtMs = ports.now();
    const reply = await server.mutate('sync', 'hello', {
      contract: CONTRACT_VERSION,
      deviceTime: sentAtMs,
      unsent: pending,
      refused,
      appVersion: APP_VERSION,
    });
    answered(reply.serverTime, sentAtMs);
    setIdentity((await learnFromHello(db, reply)) ?? null);
    // Signed out while the answer was on its way: who works here is none of this browser's business any more.
    if (!kept) return;
    await people.take(await server.query('accounts', 'staffSnapshot', undefined), me);
    await pruneRecords(db, ports.now());
    await storage.refresh();
    tabs.tell({ type: 'device' });
  }

  const loop = openSyncLoop(
    {
      drain: async () => {
        // Whether somebody is there is asked first: a sale counts as sent, and can't be undone, once a request has left
        // with it, and with no network none should. Only silence counts: whatever else is wrong, sales are sent.
        if (!connection.state.get().online) {
          await greet().catch((error: unknown) => {
            if (error instanceof NoAnswer && !connection.state.get().online) throw error;
          });
        }
        await drainOutbox({
          ledger: () => db.native(),
          server,
          ports,
          onQueue: queueChanged,
          onSending: sending,
          onAnswer: answered,
          // The feed tells by itself, when there is one.
          onSettled: () => {
            if (releaseLead && !live?.connected()) loop.wakePull(['sale', 'customer', 'stock']);
          },
        });
      },
      hello: greet,
      pull: async (collections) => {
        if (!kept) return false;
        replicas.pull(collections);
        if (collections.has('settings') && (await ifServed(() => settings.pull(server))))
          tabs.tell({ type: 'day' });
        let held = false;
        if (collections.has('product')) {
          // Where the next page starts is known only when the disk has been read.
          await loaded;
          ({ held } = await alone(LOCKS.pull, () => pullProducts(server, catalogue)));
          await day.refreshEdited();
        }
        if (collections.has('stock')) {
          // Where the next page starts is known only when the disk has been read.
          await stockLoaded;
          held = (await ifServed(() => stock.pull(server))) || held;
          tabs.tell({ type: 'stock' });
        }
        answered();
        return held;
      },
    },
    connection,
    ports,
  );

  tabs.listen((message) => {
    if (message.type === 'queue') void queue.refresh();
    else if (message.type === 'sending') queue.setSending(message.sending);
    else if (message.type === 'connection') connection.learn(message.state);
    else if (message.type === 'catalogue') void catalogue.catchUp();
    else if (message.type === 'day') void day.refresh();
    else if (message.type === 'stock') void loadStock();
    else void reloadDevice();
  });

  async function reloadDevice(): Promise<void> {
    const before = kept;
    setIdentity((await readMeta(db, 'identity')) ?? null);
    if (before?.deviceId !== kept?.deviceId) await start();
    else await people.load(kept);
  }

  let loaded: Promise<void> = Promise.resolve();
  let stockLoaded: Promise<void> = Promise.resolve();
  let live: Live | null = null;
  let releaseLead: (() => void) | null = null;
  let closed = false;

  /** One tab keeps the live feed and pulls for all; the next one takes over when it closes (S9). */
  function standForLead(): void {
    void navigator.locks.request(LOCKS.live, async () => {
      if (closed) return;
      const released = new Promise<void>((resolve) => {
        releaseLead = resolve;
      });
      if (kept) lead();
      await released;
    });
  }
  function lead(): void {
    if (!releaseLead) return;
    loop.lead();
    live?.stop();
    live = listenLive({
      random: ports.random,
      onChanged: ({ changed }) => loop.wakePull(changed as Collection[]),
      onLost: () => loop.wakeAll(),
    });
  }

  async function loadStock(): Promise<void> {
    if (kept) await stock.load(kept.outlet.id).catch(() => {});
  }

  /** After the start, an enrolment or a sign-out, in this tab or another. */
  async function start(): Promise<void> {
    live?.stop();
    live = null;
    await Promise.all([people.load(kept), queue.refresh(), day.refresh()]);
    void storage.refresh();
    if (!kept) {
      await replicas.close();
      categories.set([]);
      if (await readMeta(db, 'leaving')) loop.wakeAll();
      return;
    }
    const { outlet } = kept;
    loaded = catalogue.load();
    // Each tab holds the stock itself; the one that leads asks the server.
    stockLoaded = loaded.then(loadStock);
    if (releaseLead) lead();
    else loop.wakeAll();
    // Heavier and never needed for a sale: after what is.
    void loaded.then(() => replicas.open(outlet.id));
    void loaded.then(() => day.refreshEdited());
  }

  const wake = () => loop.wakeAll();
  const onVisible = () => {
    if (document.visibilityState === 'visible') wake();
  };
  globalThis.addEventListener('online', wake);
  globalThis.addEventListener('offline', wake);
  document.addEventListener('visibilitychange', onVisible);

  async function clear(everything: boolean): Promise<ClearResult> {
    const result = await forget(db, everything);
    if (!result.ok) return result;
    setIdentity(null);
    await catalogue.clear();
    await stock.clear();
    await replicas.remove();
    await caches.delete(PICTURE_CACHE).catch(() => false);
    await start();
    tabs.tell({ type: 'device' });
    return result;
  }

  function whoActs(): Acting {
    if (!kept) throw new LocalError('notEnrolled');
    const { clockOffsetMs } = connection.state.get();
    return { identity: kept, clockOffsetMs, ports, onWritten: stock.note };
  }
  /** Something new is in the outbox. */
  function recorded(): void {
    queueChanged();
    loop.wakeDrain();
    if (!connection.state.get().online) void askForBackgroundSync();
    else setTimeout(() => void askIfStillUnsent(), BACKGROUND_SYNC_AFTER_MS);
  }
  const permit = openPermit(people, () => settings.state.get());
  const customers = openCustomers({
    db,
    acting: whoActs,
    permit,
    rows: replicas.customers,
    outletEvents: replicas.customerEvents,
    onRecorded: recorded,
  });
  const day = openDay({
    db,
    ports,
    people,
    permit,
    settings,
    acting: whoActs,
    deviceId: () => kept?.deviceId,
    onRecorded: recorded,
    onDayChanged: () => tabs.tell({ type: 'day' }),
    replicatedSale: replicas.outletSale,
    catalogue,
    stock,
    customers,
  });

  const store: LocalStore = {
    ...day.store,
    identity,
    replicaVersion,
    enrol: async (code) => {
      // Once the new cookie has taken the old one's place, nobody could give that credential back.
      await leaveShop(db, server).catch(() => {});
      const { kept: added, ...result } = await enrol(db, server, code);
      if (!added) return result;
      if (kept && kept.tenantId !== added.tenantId) {
        await catalogue.clear();
        await replicas.remove();
      }
      setIdentity(added);
      answered();
      await server
        .query('accounts', 'staffSnapshot', undefined)
        .then((snapshot) => people.take(snapshot, added))
        .catch(() => {});
      void storage.askToPersist();
      await start();
      tabs.tell({ type: 'device' });
      return result;
    },

    staff: people.staff,
    snapshot: people.snapshot,
    signInWithPin: people.signIn,

    catalogue: catalogue.state,
    categories,
    searchProducts: (query, { categoryId = null, limit }) => catalogue.search(query, categoryId, limit),
    productsByBarcode: catalogue.byBarcodeOrSku,
    productById: catalogue.product,
    variantsOf: catalogue.variantsOf,

    loadDraft: async (slot) => (await db.parkedCarts.get(slot).catch(() => undefined))?.draft,
    saveDraft: async (slot, draft) => {
      const saved =
        draft === null
          ? db.parkedCarts.delete(slot)
          : db.parkedCarts.put({ slot, savedAtMs: ports.now(), draft });
      await Promise.resolve(saved).catch(() => {});
    },

    newSaleId: ports.newId,
    commitSale: async (draft) => {
      const { pricing, shift } = settings.state.get();
      const acting = whoActs();
      const priced = priceDraft(draft, pricing, acting.ports.now(), people.roleOf(draft.staffId));
      try {
        await withinLimits(priced);
      } catch (error) {
        // Sold already: the second tap is held against what the first one took.
        const stored = await db.sales.get({ id: draft.saleId });
        if (!stored) throw error;
      }
      const record = await commitSale(db, acting, priced, { shiftRequired: shift.required });
      recorded();
      const change = record.payments.reduce((sum, payment) => sum + payment.change, 0);
      return { record, change: change - record.changeKept };
    },
    recentSales: (limit) => recentSales(db, limit),
    sale: (saleId) => findSale(db, saleId),
    saleState: queue.saleState,
    outletSales: replicas.outletSales,

    queue: queue.state,
    queueItems: async () => (await unsentRows(db)).map(queueItem),
    retryRefused: async (recordId) => {
      await requeueRefused(db, recordId);
      queueChanged();
      loop.wakeDrain();
    },
    syncNow: wake,
    connection: connection.state,
    storage: storage.state,

    exportRescueFile: (password) => exportRescueFile(db, identity.get(), password, ports.now()),
    importRescueFile: async (file, password) => {
      const result = await importRescueFile(server, file, password);
      loop.wakeAll();
      return result;
    },

    signOut: () => clear(false),
    clearData: () => clear(true),
    close: async () => {
      closed = true;
      loop.close();
      live?.stop();
      releaseLead?.();
      globalThis.removeEventListener('online', wake);
      globalThis.removeEventListener('offline', wake);
      document.removeEventListener('visibilitychange', onVisible);
      await replicas.close();
      catalogue.close();
      stock.close();
      tabs.close();
      db.close();
    },
  };

  /** Throws LocalError `notPermitted` or `overLimit`. */
  async function withinLimits(priced: PricedDraft): Promise<void> {
    const { draft } = priced;
    const outlet = settings.state.get();
    const { customerId } = draft;
    const looksUp = customerId && touchesAccount(draft);
    const capped = unseenOf(draft) > 0 && (outlet.qris?.capPerShift ?? 0) > 0;
    const standing: SaleStanding = {
      stock: stock.onHand,
      account: looksUp ? (await customers.get(customerId))?.customer : undefined,
      unseenQris: capped ? (await day.store.unconfirmedQris(day.store.shift.get()?.shiftId)).amount : 0,
    };
    checkCaps(draft, outlet, standing);
    for (const action of actionsOfSale(priced, outlet, standing)) permit.demand(action, draft);
  }

  async function askIfStillUnsent(): Promise<void> {
    if (queue.state.get().pending > 0) await askForBackgroundSync();
  }

  standForLead();
  await start();
  return store;
}

/** A server from before it served a collection refuses to; the others must be pulled all the same (S11). */
async function ifServed<T>(pull: () => Promise<T>): Promise<T | undefined> {
  try {
    return await pull();
  } catch (error) {
    if (error instanceof RefusedCall && error.code === 'notFound') return undefined;
    throw error;
  }
}
