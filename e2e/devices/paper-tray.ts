import type { VirtualPrinter } from '../../sandbox/printer/virtual-printer.ts';

/**
 * What goes wrong with a printer. `off`: nobody there. `refuse`, `lost`, `stall`: after so many bytes it takes no more,
 * the link breaks, or it says nothing at all.
 */
export type Fault =
  | { kind: 'none' }
  | { kind: 'off' }
  | { kind: 'refuse'; after: number }
  | { kind: 'lost'; after: number }
  | { kind: 'stall'; after: number };

/** A printer of the tests, whatever carries its bytes: the paper is the judge. */
export interface PaperTray {
  paper: VirtualPrinter;
  /** From now on; counts bytes anew. */
  set(fault: Fault): Promise<void>;
  bytesTaken(): number;
  close(): Promise<void>;
}

/** Everything on the paper so far, as lines. */
export function linesOn({ paper }: PaperTray): string[] {
  return paper.tearOff().flatMap(({ lines }) => lines);
}

/** How often a whole receipt of this number is on the paper, and how often with a mark on it. */
export function countReceipts(
  lines: readonly string[],
  receiptNumber: string,
): { plain: number; marked: number } {
  let [plain, marked] = [0, 0];
  let [begun, mark, paid] = [false, false, false];
  for (const line of lines) {
    // Large letters on narrow paper: the mark takes two lines.
    if (/MUNGKIN|SALINAN/.test(line)) mark = true;
    // The number stands near the head, and alone under the bars at the foot.
    if (line.startsWith('No. struk') && line.includes(receiptNumber)) begun = true;
    if (begun && line.startsWith('Tunai')) paid = true;
    if (/^[A-Z0-9]+-[A-Z0-9]+-\d+$/.test(line.trim())) {
      const whole = line.trim() === receiptNumber && begun && paid;
      if (whole && mark) marked += 1;
      else if (whole) plain += 1;
      [begun, mark, paid] = [false, false, false];
    }
  }
  return { plain, marked };
}
