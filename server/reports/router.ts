import { z } from 'zod';
import { managerProcedure, router } from '../trpc/procedures.ts';
import { debtAges } from './debt-ages.ts';
import { GOODS_SORTS, goodsReport } from './goods-report.ts';
import { moneyAtRisk } from './money-at-risk.ts';
import { rangeSchema } from './range.ts';
import { takingsReport } from './takings-report.ts';

export const reportsRouter = router({
  /** Takings by outlet, method, day and hour, compared with the days before. */
  takings: managerProcedure
    .input(rangeSchema)
    .query(({ ctx, input }) => takingsReport(ctx.db, ctx.tenantId, input, ctx.now())),

  /** Best sellers, gross profit and taxes. */
  goods: managerProcedure
    .input(
      z.strictObject({
        range: rangeSchema,
        sort: z.enum(GOODS_SORTS).default('revenue'),
        limit: z.int().min(1).max(10_000).default(10),
      }),
    )
    .query(({ ctx, input: { range, ...wanted } }) => goodsReport(ctx.db, ctx.tenantId, range, wanted)),

  /** Unconfirmed QRIS, kasbon, variances and flagged sales. */
  moneyAtRisk: managerProcedure.query(({ ctx }) => moneyAtRisk(ctx.db, ctx.tenantId, ctx.now())),

  /** How old what customers owe is. */
  debtAges: managerProcedure.query(({ ctx }) => debtAges(ctx.db, ctx.tenantId, ctx.now())),
});
