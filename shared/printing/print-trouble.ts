/**
 * Why a job did not come out. `refused`: the printer took no more bytes. `linkLost`: the radio, cable or network broke.
 * `off`: nobody answers there. `offline`: the printer itself says that it can't print. `needsTap`: this browser wants a
 * person's tap before it connects again. `interrupted`: the app ended in the middle. `expired`: a drawer that would
 * open too late to be expected.
 */
export const PRINT_REASONS = [
  'off',
  'refused',
  'linkLost',
  'timeOut',
  'paperOut',
  'coverOpen',
  'offline',
  'needsTap',
  'notPaired',
  'noService',
  'unsupported',
  'notAllowed',
  'noServer',
  'interrupted',
  'expired',
  'broken',
] as const;
export type PrintReason = (typeof PRINT_REASONS)[number];

/** A job that did not resolve, and how far it came. */
export interface TroubleFacts {
  reason: PrintReason;
  /** bytes that the link confirmed */
  sent: number;
  total: number;
  /** false only when it is certain that not a single byte of the job reached the printer */
  mayBeOut: boolean;
}

export class PrintTrouble extends Error implements TroubleFacts {
  override readonly name = 'PrintTrouble';
  readonly reason: PrintReason;
  readonly sent: number;
  readonly total: number;
  readonly mayBeOut: boolean;

  constructor(reason: PrintReason, facts: Partial<Omit<TroubleFacts, 'reason'>> = {}, cause?: unknown) {
    super(`${reason} ${facts.sent ?? 0}/${facts.total ?? 0}`, { cause });
    this.reason = reason;
    this.sent = facts.sent ?? 0;
    this.total = facts.total ?? 0;
    this.mayBeOut = facts.mayBeOut ?? false;
  }
}

/**
 * How a job is known to be done. `consumed`: the printer answered after its last byte. `acknowledged`: its link
 * confirmed every byte. `handedOver`: this printer can't tell; nothing went wrong as far as anyone could see.
 */
export type PrintProof = 'consumed' | 'acknowledged' | 'handedOver';

export const PAPER_STATES = ['ok', 'low', 'out', 'unknown'] as const;
export type PaperState = (typeof PAPER_STATES)[number];

export interface PrintDone {
  proof: PrintProof;
  paper: PaperState;
}

/** What the relay says of a job. */
export type RelayAnswer =
  | ({ ok: true } & PrintDone)
  | ({ ok: false } & TroubleFacts)
  /** asked again about a job that never came to this process */
  | { ok: false; reason: 'unknownJob' };
