import { z } from 'zod';
import { managerProcedure, router } from '../trpc/procedures.ts';
import { listChains } from './list-chains.ts';
import { listDeviceAudit } from './list-device-audit.ts';

export const auditChainRouter = router({
  /** What devices logged: overrides, drawer openings, reprints, wrong PINs. */
  list: managerProcedure
    .input(
      z.strictObject({
        deviceId: z.uuid().optional(),
        before: z.uuid().optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => listDeviceAudit(ctx.db, ctx.tenantId, input)),

  /** Whether each device's log is whole. */
  chains: managerProcedure.query(({ ctx }) => listChains(ctx.db, ctx.tenantId, ctx.now())),
});
