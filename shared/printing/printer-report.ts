import { z } from 'zod';
import { MAX_TIME_MS, text, uuid } from '../sync/record-fields.ts';
import { PAPER_STATES, PRINT_REASONS } from './print-trouble.ts';
import { PRINTER_WAYS } from './printer-profile.ts';

const moment = z.int().min(0).max(MAX_TIME_MS).nullable();

/** What a tablet tells its owner of one of its printers, as it saw it last. */
export const printerReportSchema = z.strictObject({
  id: uuid,
  name: text(60),
  way: z.enum(PRINTER_WAYS),
  paper: z.enum(PAPER_STATES),
  /** jobs not on paper yet, and those of which nobody knows */
  waiting: z.int().min(0).max(1_000_000),
  unclear: z.int().min(0).max(1_000_000),
  /** device clock: last proof of a job, last trouble */
  printedAt: moment,
  trouble: z.enum(PRINT_REASONS).nullable(),
  troubleAt: moment,
});
export type PrinterReport = z.infer<typeof printerReportSchema>;
