import { PrintTrouble } from '../../shared/printing/print-trouble.ts';
import type { PrinterProfile, PrinterRole } from '../../shared/printing/printer-profile.ts';
import type { PrinterReport } from '../../shared/printing/printer-report.ts';
import type { PrinterStatus } from '../../shared/printing/printer-status.ts';
import type { ReceiptDocument } from '../../shared/receipt/document.ts';
import type { KnownPrinter } from '../local/print-queue/known-printer.ts';
import {
  isOpen,
  type NewPrintJob,
  type PrintJob,
  type PrintJobKind,
} from '../local/print-queue/print-job.ts';
import { openPrintQueue, type PrintQueue } from '../local/print-queue/print-queue.ts';
import { createStore, type Store } from '../local/store.ts';
import type { LocalStore } from '../local/types.ts';
import { keptLogo } from './kept-logo.ts';
import { rememberedBluetooth } from './transports/bluetooth.ts';
import { openLink } from './transports/open-link.ts';
import type { LinkState, PrinterLink } from './transports/printer-link.ts';

/** A printer as this tablet can use it now. */
export interface DeskPrinter extends KnownPrinter {
  link: LinkState;
  /** not on paper yet, and those of which nobody knows */
  waiting: number;
  unclear: number;
}

export interface Paper {
  id: string;
  kind: PrintJobKind;
  title: string;
  document: ReceiptDocument;
  saleId?: string;
  logo?: boolean;
}

/** What prints on this tablet: its printers, their papers and drawers. One for the page; screens watch and call it. */
export interface PrintDesk {
  printers: Store<readonly DeskPrinter[]>;
  /** newest first */
  jobs: Store<readonly PrintJob[]>;
  /** of the outlet, not paired with this tablet */
  unpaired: Store<readonly PrinterProfile[]>;
  /** The first printer here with this role. */
  printerFor(role: PrinterRole): DeskPrinter | undefined;
  /** Puts papers in the queues of these printers. */
  print(papers: readonly (Paper & { printerId: string })[]): Promise<void>;
  /** false: no printer here has a drawer. */
  openDrawer(id: string, saleId?: string, printerId?: string): Promise<boolean>;
  again(jobId: string): Promise<void>;
  settle(jobId: string): Promise<void>;
  drop(jobId: string): Promise<void>;
  /** Tries its waiting jobs now. */
  tryNow(printerId: string): void;
  status(printerId: string): Promise<PrinterStatus | null>;
  /** Keeps a printer's set-up and pairing on this tablet, and begins to use it. */
  keep(profile: PrinterProfile, pairing: KnownPrinter['pairing']): Promise<void>;
  /** The same printer picked again: its link is opened anew. */
  reconnect(printerId: string): Promise<void>;
  change(printerId: string, change: Partial<KnownPrinter>): Promise<void>;
  forget(printerId: string): Promise<void>;
  reports(): PrinterReport[];
}

let desk: Promise<PrintDesk> | undefined;

/** The page's desk, opened once. */
export function openPrintDesk(local: LocalStore): Promise<PrintDesk> {
  desk ??= open(local).catch((error) => {
    desk = undefined;
    throw error;
  });
  return desk;
}

interface OpenLink {
  link: PrinterLink;
  /** of what it was opened: another pairing or speed wants another link */
  made: string;
  stop: () => void;
}

async function open(local: LocalStore): Promise<PrintDesk> {
  const links = new Map<string, OpenLink>();
  const printers = createStore<readonly DeskPrinter[]>([]);
  const unpaired = createStore<readonly PrinterProfile[]>([]);

  await rememberedBluetooth();
  const queue: PrintQueue = await openPrintQueue({
    now: Date.now,
    random: Math.random,
    canReach: (printerId) => {
      const state = links.get(printerId)?.link.state.get();
      return state !== undefined && state !== 'needsTap' && state !== 'unsupported';
    },
    print: async (job, onStart) => {
      const known = find(job.printerId);
      const opened = links.get(job.printerId);
      if (!known || !opened) throw new PrintTrouble('notPaired');
      // The bytes are made while the link is being opened; that it can't be is told by the job.
      if (known.profile.way !== 'network') void opened.link.connect().catch(() => {});
      const [{ bytesOf }, logo] = await Promise.all([
        import('./print-bytes.ts'),
        keptLogo(job.document?.blocks.some(({ type }) => type === 'logo') ? job.logoPictureId : null),
      ]);
      const bytes = bytesOf(job, known.profile, { logo, torn: known.torn });
      return opened.link.print({
        attemptId: `${job.id}.${job.attempts + 1}`,
        bytes,
        kind: job.kind === 'drawer' ? 'drawer' : 'document',
        onStart,
      });
    },
    onOutcome: async (printerId, outcome) => {
      const at = Date.now();
      if (!(outcome instanceof PrintTrouble)) {
        const paper = outcome.paper === 'unknown' ? {} : { paper: outcome.paper };
        await queue.changePrinter(printerId, { ...paper, printedAtMs: at, trouble: null, torn: false });
        return;
      }
      const { reason, mayBeOut } = outcome;
      await queue.changePrinter(printerId, {
        trouble: reason,
        troubleAtMs: at,
        ...(reason === 'paperOut' && { paper: 'out' }),
        ...(mayBeOut && { torn: true }),
      });
    },
  });

  const find = (printerId: string) => queue.printers.get().find(({ id }) => id === printerId);
  const outletPrinters = () => local.outletSettings.get().printing.printers;

  /** Network printers need no pairing: every tablet of the outlet has them. */
  async function followOutlet(): Promise<void> {
    for (const profile of outletPrinters()) {
      const known = find(profile.id);
      if (!known) {
        if (profile.way === 'network') await queue.keepPrinter(fresh(profile, null));
      } else if (!known.unshared && JSON.stringify(known.profile) !== JSON.stringify(profile)) {
        await queue.changePrinter(profile.id, { profile });
      }
    }
    const there = new Set(outletPrinters().map(({ id }) => id));
    for (const { id, profile } of queue.printers.get())
      if (profile.way === 'network' && !there.has(id)) await queue.forgetPrinter(id);
    show();
  }

  function show(): void {
    const known = queue.printers.get();
    for (const printer of known) {
      const { profile, pairing } = printer;
      const made = JSON.stringify([profile.way, pairing, profile.baudRate]);
      if (links.get(printer.id)?.made !== made) openLinkOf(printer, made);
    }
    for (const id of links.keys()) if (!known.some((printer) => printer.id === id)) closeLink(id);
    const open = queue.jobs.get().filter(isOpen);
    const next = known.map((printer): DeskPrinter => {
      const mine = open.filter(({ printerId }) => printerId === printer.id);
      const unclear = mine.filter(({ state }) => state === 'unclear').length;
      const link = links.get(printer.id)?.link.state.get() ?? 'idle';
      return { ...printer, link, unclear, waiting: mine.length - unclear };
    });
    if (JSON.stringify(next) !== JSON.stringify(printers.get())) printers.set(next);
    const others = outletPrinters().filter(({ id }) => !known.some((printer) => printer.id === id));
    if (JSON.stringify(others) !== JSON.stringify(unpaired.get())) unpaired.set(others);
  }

  function openLinkOf(printer: KnownPrinter, made: string): void {
    closeLink(printer.id);
    const link = openLink(printer, () => find(printer.id)?.profile.answers ?? false);
    let before = link.state.get();
    const stop = link.state.subscribe(() => {
      const now = link.state.get();
      // Plugged in again: what waited need not wait any longer.
      if (now === 'idle' && before === 'away' && printer.profile.way !== 'network')
        queue.work(printer.id, { atOnce: true });
      before = now;
      show();
    });
    links.set(printer.id, { link, made, stop });
    queue.work(printer.id);
  }
  function closeLink(id: string): void {
    const opened = links.get(id);
    if (!opened) return;
    opened.stop();
    links.delete(id);
    void opened.link.close();
  }

  queue.printers.subscribe(show);
  queue.jobs.subscribe(show);
  local.outletSettings.subscribe(() => void followOutlet());
  await followOutlet();

  const here = () => printers.get();
  return {
    printers,
    unpaired,
    jobs: queue.jobs,
    printerFor: (role) => here().find(({ profile }) => profile.roles.includes(role)),
    print: async (papers) => {
      const { logoPictureId = null } = local.outletSettings.get().receipt;
      await queue.add(
        papers.map(({ id, printerId, kind, title, document, saleId = null }): NewPrintJob => {
          return {
            id,
            printerId,
            kind,
            saleId,
            title,
            document,
            pulse: null,
            logoPictureId,
            createdAtMs: Date.now(),
          };
        }),
      );
    },
    openDrawer: async (id, saleId, printerId) => {
      const printer = here().find((one) => one.profile.drawer && (!printerId || one.id === printerId));
      if (!printer?.profile.drawer) return false;
      const job = { id, printerId: printer.id, kind: 'drawer' as const, saleId: saleId ?? null, title: '' };
      const pulse = printer.profile.drawer;
      await queue.add([{ ...job, pulse, document: null, logoPictureId: null, createdAtMs: Date.now() }]);
      return true;
    },
    again: queue.again,
    settle: queue.settle,
    drop: queue.drop,
    tryNow: (printerId) => queue.work(printerId, { atOnce: true }),
    status: async (printerId) => {
      const opened = links.get(printerId);
      if (!opened) throw new PrintTrouble('notPaired');
      return opened.link.status();
    },
    keep: async (profile, pairing) => {
      const known = find(profile.id);
      const unshared = profile.way !== 'network';
      await queue.keepPrinter(
        known ? { ...known, profile, pairing, unshared } : { ...fresh(profile, pairing), unshared },
      );
      show();
    },
    reconnect: async (printerId) => {
      const known = find(printerId);
      if (!known) return;
      closeLink(printerId);
      show();
      queue.work(printerId, { atOnce: true });
    },
    change: queue.changePrinter,
    forget: async (printerId) => {
      for (const job of queue.jobs.get())
        if (job.printerId === printerId && isOpen(job)) await queue.drop(job.id);
      await queue.forgetPrinter(printerId);
      show();
    },
    reports: () => here().map(reportOf),
  };
}

function fresh(profile: PrinterProfile, pairing: KnownPrinter['pairing']): KnownPrinter {
  const seen = { paper: 'unknown', printedAtMs: null, trouble: null, troubleAtMs: null } as const;
  return { id: profile.id, profile, pairing, unshared: false, torn: false, ...seen };
}

function reportOf({
  id,
  profile,
  paper,
  waiting,
  unclear,
  printedAtMs,
  trouble,
  troubleAtMs,
}: DeskPrinter): PrinterReport {
  const { name, way } = profile;
  return { id, name, way, paper, waiting, unclear, printedAt: printedAtMs, trouble, troubleAt: troubleAtMs };
}
