import { z } from 'zod';
import { salesCursorSchema } from '../sales/list-sales.ts';
import { managerProcedure, router } from '../trpc/procedures.ts';
import { getShift, listShifts } from './read-shifts.ts';

export const shiftsRouter = router({
  /** Newest first, a page at a time, open ones among them. */
  list: managerProcedure
    .input(
      z.strictObject({
        outletId: z.uuid().optional(),
        deviceId: z.uuid().optional(),
        cursor: salesCursorSchema.nullish(),
        limit: z.int().min(1).max(100).default(30),
      }),
    )
    .query(({ ctx, input }) => listShifts(ctx.db, ctx.tenantId, input)),

  /** X or Z figures, variance, cash movements, handovers and what arrived late. */
  get: managerProcedure
    .input(z.strictObject({ shiftId: z.uuid() }))
    .query(({ ctx, input }) => getShift(ctx.db, ctx.tenantId, input.shiftId)),
});
