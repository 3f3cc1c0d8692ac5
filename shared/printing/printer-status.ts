import type { PaperState, PrintReason } from './print-trouble.ts';

/** `DLE EOT n`: printer, cause of being offline, paper. Answered at once, even when the printer has stopped (Epson ESC/POS). */
export const ASK_STATUS = Uint8Array.of(0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 4);
/** Of paper alone: the answer to it after a job says that the printer has taken every byte before it. */
export const ASK_PAPER = Uint8Array.of(0x10, 4, 4);

export interface PrinterStatus {
  paper: PaperState;
  /** why nothing can be printed now */
  trouble: Extract<PrintReason, 'paperOut' | 'coverOpen' | 'offline'> | null;
}

export function readPaper(answer: number): PaperState {
  if (answer & 0x60) return 'out';
  return answer & 0x0c ? 'low' : 'ok';
}

/** The three answers to `ASK_STATUS`. */
export function readStatus([printer = 0, cause = 0, paperAnswer = 0]: readonly number[]): PrinterStatus {
  const paper = readPaper(paperAnswer);
  if (cause & 0x04) return { paper, trouble: 'coverOpen' };
  if (paper === 'out' || cause & 0x20) return { paper: 'out', trouble: 'paperOut' };
  return { paper, trouble: printer & 0x08 ? 'offline' : null };
}
