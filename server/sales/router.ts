import { z } from 'zod';
import { mintedId, text } from '../../shared/sync/record-fields.ts';
import { managerProcedure, router } from '../trpc/procedures.ts';
import { getSale } from './get-sale.ts';
import { listRefused } from './list-refused.ts';
import { listSales, SALES_KINDS, salesCursorSchema } from './list-sales.ts';
import { listUnconfirmedQris } from './list-unconfirmed-qris.ts';
import { confirmQris } from './qris-confirmations.ts';
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
        kinds: z.array(z.enum(SALES_KINDS)).min(1).max(SALES_KINDS.length).default(['sale']),
        flaggedOnly: z.boolean().default(false),
        cursor: salesCursorSchema.nullish(),
        limit,
      }),
    )
    .query(({ ctx, input }) => listSales(ctx.db, ctx.tenantId, input)),

  /** One sale with its lines and payments, as it was charged, and what was taken back of it. */
  get: managerProcedure
    .input(z.strictObject({ saleId: z.uuid() }))
    .query(({ ctx, input }) => getSale(ctx.db, ctx.tenantId, input.saleId)),

  /** QRIS payments of which nobody has seen the money. */
  unconfirmedQris: managerProcedure
    .input(z.strictObject({ outletId: z.uuid().optional(), limit }))
    .query(({ ctx, input }) => listUnconfirmedQris(ctx.db, ctx.tenantId, input)),

  /** A person's own word on one of them; repeated with the same id it says nothing new. */
  confirmQris: managerProcedure
    .input(
      z.strictObject({
        id: mintedId,
        paymentId: z.uuid(),
        outcome: z.enum(['received', 'notReceived']),
        note: text(300).optional(),
      }),
    )
    .mutation(({ ctx, input }) => confirmQris(ctx, input)),

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
