import { z } from 'zod';
import { text } from '../../shared/sync/sale-record.ts';
import { managerProcedure, router } from '../trpc/procedures.ts';
import { getSale } from './get-sale.ts';
import { listRefused } from './list-refused.ts';
import { listSales, salesCursorSchema } from './list-sales.ts';
import { dismissRefused } from './resolve-refused.ts';
import { salesToday } from './sales-today.ts';

const limit = z.int().min(1).max(200).default(50);

export const salesRouter = router({
  /** Today's sales of each outlet, by the clock on its wall. */
  today: managerProcedure.query(({ ctx }) => salesToday(ctx.db, ctx.tenantId, ctx.now())),

  /** Newest first, a page at a time. */
  list: managerProcedure
    .input(
      z.strictObject({
        outletId: z.uuid().optional(),
        deviceId: z.uuid().optional(),
        flaggedOnly: z.boolean().default(false),
        cursor: salesCursorSchema.nullish(),
        limit,
      }),
    )
    .query(({ ctx, input }) => listSales(ctx.db, ctx.tenantId, input)),

  /** One sale with its lines and payments, as it was charged. */
  get: managerProcedure
    .input(z.strictObject({ saleId: z.uuid() }))
    .query(({ ctx, input }) => getSale(ctx.db, ctx.tenantId, input.saleId)),

  refused: router({
    /** What was set aside and not yet looked after, newest first. */
    list: managerProcedure
      .input(z.strictObject({ limit }))
      .query(({ ctx, input }) => listRefused(ctx.db, ctx.tenantId, input.limit)),

    /** Looked after: off the list, still kept. */
    dismiss: managerProcedure
      .input(z.strictObject({ recordId: text(128), contentHash: text(64) }))
      .mutation(({ ctx, input }) => dismissRefused(ctx, input)),
  }),
});
