import type { PrintProof, TroubleFacts } from '../../../shared/printing/print-trouble.ts';
import type { ReceiptDocument } from '../../../shared/receipt/document.ts';
import type { DrawerPulse } from '../../../shared/receipt/to-escpos.ts';

/**
 * `waiting`: nothing of it is on paper, or it is known to be printed as a marked copy next. `printing`: its bytes may be
 * leaving. `printed`: proven. `handedOver`: everything went out, and this printer can't tell. `unclear`: it may be on
 * paper, whole or in part, and a person has to look. `settled`: a person looked, and it was there. `dropped`: given up.
 */
export type PrintJobState =
  | 'waiting'
  | 'printing'
  | 'printed'
  | 'handedOver'
  | 'unclear'
  | 'settled'
  | 'dropped';

export type PrintJobKind = 'receipt' | 'kitchen' | 'label' | 'report' | 'test' | 'drawer';

/** One paper for one printer, or one pulse for its drawer; kept until it is done, through reload and crash. */
export interface PrintJob {
  id: string;
  createdAtMs: number;
  printerId: string;
  kind: PrintJobKind;
  saleId: string | null;
  /** what people know it by: a receipt number, mostly */
  title: string;
  /** null for a drawer */
  document: ReceiptDocument | null;
  pulse: DrawerPulse | null;
  logoPictureId: string | null;
  state: PrintJobState;
  /** times that bytes of it may have left */
  attempts: number;
  /** failures in a row that certainly left nothing */
  fails: number;
  /** an earlier attempt may be on paper: the next one says so */
  possibleCopy: boolean;
  trouble: TroubleFacts | null;
  proof: PrintProof | null;
  /** device clock, epoch ms: not before */
  nextTryAtMs: number;
  endedAtMs: number | null;
}

export type NewPrintJob = Pick<
  PrintJob,
  'id' | 'createdAtMs' | 'printerId' | 'kind' | 'saleId' | 'title' | 'document' | 'pulse' | 'logoPictureId'
>;

/** A drawer that opens when nobody stands there any more is a danger. */
export const DRAWER_FOR_MS = 15_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** What is done is kept this long, so that a sale can say that it was printed. */
export const KEPT_FOR_MS = 3 * 24 * 60 * 60_000;

export function newPrintJob(job: NewPrintJob): PrintJob {
  return {
    ...job,
    state: 'waiting',
    attempts: 0,
    fails: 0,
    possibleCopy: false,
    trouble: null,
    proof: null,
    nextTryAtMs: 0,
    endedAtMs: null,
  };
}

/** Of one printer's jobs the one to print now, or when to look again; null when nothing waits. Drawers go first. */
export function nextJob(jobs: readonly PrintJob[], now: number): { job: PrintJob } | { atMs: number } | null {
  const waiting = jobs.filter(({ state }) => state === 'waiting').sort(byTurn);
  const due = waiting.find(({ nextTryAtMs }) => nextTryAtMs <= now);
  const first = waiting[0];
  // Papers come out in the order of their making: one that waits for its printer holds the others of it.
  if (due && (due === first || due.kind === 'drawer')) return { job: due };
  const mayGo = waiting.filter((job) => job === first || job.kind === 'drawer');
  return first ? { atMs: Math.min(...mayGo.map(({ nextTryAtMs }) => nextTryAtMs)) } : null;
}

function byTurn(a: PrintJob, b: PrintJob): number {
  const drawers = Number(b.kind === 'drawer') - Number(a.kind === 'drawer');
  return drawers || a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1);
}

/** Written to the disk before its first byte leaves. */
export function started(job: PrintJob): PrintJob {
  return { ...job, state: 'printing', attempts: job.attempts + 1 };
}

export function proven(job: PrintJob, proof: PrintProof, now: number): PrintJob {
  const state = proof === 'handedOver' ? 'handedOver' : 'printed';
  return { ...job, state, proof, trouble: null, endedAtMs: now };
}

/** What becomes of a job that did not resolve. */
export function troubled(job: PrintJob, trouble: TroubleFacts, now: number, random: () => number): PrintJob {
  const late = job.kind === 'drawer' && now - job.createdAtMs > DRAWER_FOR_MS;
  if (!trouble.mayBeOut) {
    if (late) return dropped(job, { ...trouble, reason: 'expired' }, now);
    const usual = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(job.fails, 10));
    const wait = job.kind === 'drawer' ? FIRST_WAIT_MS : usual * (0.8 + 0.4 * random());
    return { ...job, state: 'waiting', trouble, fails: job.fails + 1, nextTryAtMs: now + Math.round(wait) };
  }
  // An order that the kitchen does not get is worse than one it gets twice, marked.
  if (job.kind === 'kitchen') {
    return { ...job, state: 'waiting', trouble, possibleCopy: true, nextTryAtMs: now + FIRST_WAIT_MS };
  }
  return { ...job, state: 'unclear', trouble, possibleCopy: job.kind !== 'drawer', endedAtMs: now };
}

export function dropped(job: PrintJob, trouble: TroubleFacts | null, now: number): PrintJob {
  return { ...job, state: 'dropped', trouble, endedAtMs: now };
}

/** The app ended while its bytes were leaving. */
export function interrupted(job: PrintJob, now: number): PrintJob {
  const trouble: TroubleFacts = { reason: 'interrupted', sent: 0, total: 0, mayBeOut: true };
  return troubled(job, trouble, now, () => 0);
}

/** A person wants it now; of one that may be on paper already the next is marked. */
export function wantedAgain(job: PrintJob): PrintJob {
  return { ...job, state: 'waiting', fails: 0, nextTryAtMs: 0, endedAtMs: null };
}

/** A person saw that it is there. */
export function settled(job: PrintJob, now: number): PrintJob {
  return { ...job, state: 'settled', endedAtMs: now };
}

/** Still on somebody's mind: not on paper, or nobody knows. */
export function isOpen({ state }: PrintJob): boolean {
  return state === 'waiting' || state === 'printing' || state === 'unclear';
}
