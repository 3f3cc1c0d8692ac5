import { asPossibleCopy } from '../../shared/printing/possible-copy.ts';
import type { PrinterProfile } from '../../shared/printing/printer-profile.ts';
import type { Bitmap } from '../../shared/receipt/bitmap.ts';
import { CODE_PAGES } from '../../shared/receipt/printable.ts';
import { drawerPulseBytes, finishTornCommand, toEscpos } from '../../shared/receipt/to-escpos.ts';
import type { PrintJob } from '../local/print-queue/print-job.ts';
import { drawWords } from '../receipt/draw-words.ts';

const DOTS = { 58: 384, 80: 576 } as const;

/** A job in the language of its printer. `torn`: the last job on this printer broke off. */
export function bytesOf(
  job: Pick<PrintJob, 'document' | 'pulse' | 'possibleCopy'>,
  profile: Pick<PrinterProfile, 'paper' | 'columns' | 'cut' | 'feedLines'>,
  { logo, torn }: { logo: Bitmap | undefined; torn: boolean },
): Uint8Array {
  const dots = DOTS[profile.paper];
  if (!job.document) return job.pulse ? drawerPulseBytes(job.pulse) : new Uint8Array();
  const { columns, cut, feedLines } = profile;
  const paper = { columns, dots, cut, feedLines, codePages: CODE_PAGES };
  const document = job.possibleCopy ? asPossibleCopy(job.document) : job.document;
  const { bytes } = toEscpos(document, paper, { drawWords, ...(logo && { logo }) });
  if (!torn) return bytes;
  const finish = finishTornCommand(dots);
  const whole = new Uint8Array(finish.length + bytes.length);
  whole.set(finish);
  whole.set(bytes, finish.length);
  return whole;
}
