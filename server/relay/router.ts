import { z } from 'zod';
import { printerReportSchema } from '../../shared/printing/printer-report.ts';
import { sharedProfileSchema } from '../../shared/printing/profile-schema.ts';
import { deviceProcedure, router } from '../trpc/procedures.ts';
import { keepPrinterReport } from './printer-report.ts';
import { forgetProfile, shareProfile } from './share-profile.ts';

export const printingRouter = router({
  /** A printer as this tablet set it up, for the other tablets of its outlet (D3). */
  share: deviceProcedure.input(sharedProfileSchema).mutation(({ ctx, input }) => shareProfile(ctx, input)),

  /** Takes a printer off its outlet's list; a network printer is the owner's to remove. */
  forget: deviceProcedure
    .input(z.strictObject({ printerId: z.uuid() }))
    .mutation(({ ctx, input }) => forgetProfile(ctx, input.printerId)),

  /** The tablet's printers, for the owner's eyes. */
  report: deviceProcedure
    .input(z.strictObject({ printers: z.array(printerReportSchema).max(20) }))
    .mutation(({ ctx, input }) => keepPrinterReport(ctx, input.printers)),
});
