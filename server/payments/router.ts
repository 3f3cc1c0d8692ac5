import { z } from 'zod';
import { ONLINE_METHODS } from '../../shared/payments/payment-view.ts';
import { MAX_FEEDS, takeFeedSlot } from '../sync/feed-slots.ts';
import { deviceProcedure, router } from '../trpc/procedures.ts';
import { paymentStatus } from './ask-payment.ts';
import { cancelPayment } from './cancel-payment.ts';
import { offeredMethods } from './offered-methods.ts';
import { viewPayment } from './payment-view.ts';
import { startPayment } from './start-payment.ts';
import { watchPayment } from './watch-payment.ts';

const paymentId = z.uuidv7();
const onePayment = z.strictObject({ paymentId });

export const paymentsRouter = router({
  /** What this tablet's outlet can offer through its connections. */
  methods: deviceProcedure.query(({ ctx }) =>
    ctx.db.tenant(ctx.tenantId, (tx) =>
      offeredMethods(tx, { tenantId: ctx.tenantId, outletId: ctx.device.outletId, now: ctx.now() }),
    ),
  ),

  /** Has a payment of a sale paid online; asking again gives the same one. */
  start: deviceProcedure
    .input(
      z.strictObject({
        saleId: z.uuidv7(),
        paymentId,
        method: z.enum(ONLINE_METHODS),
        amount: z.int().min(1).max(1_000_000_000),
        customerPhone: z
          .string()
          .regex(/^\+?\d{8,15}$/)
          .optional(),
      }),
    )
    .mutation(({ ctx, input }) => {
      const { tenantId, device } = ctx;
      return startPayment(ctx, { tenantId, outletId: device.outletId, deviceId: device.id }, input);
    }),

  /** How it stands; `ask`: the customer says that they paid, so the provider is asked first. */
  status: deviceProcedure
    .input(onePayment.extend({ ask: z.boolean().default(false) }))
    .mutation(({ ctx, input }) =>
      paymentStatus(
        ctx,
        { tenantId: ctx.tenantId, paymentId: input.paymentId, urgent: input.ask },
        { kind: 'device', id: ctx.device.id },
      ),
    ),

  cancel: deviceProcedure
    .input(onePayment)
    .mutation(({ ctx, input }) =>
      cancelPayment(ctx, { tenantId: ctx.tenantId, ...input }, { kind: 'device', id: ctx.device.id }),
    ),

  /** How it stands, over SSE, at once after each change. */
  watch: deviceProcedure.input(onePayment).subscription(async function* ({ ctx, input, signal }) {
    const ended = new AbortController();
    const giveBack = takeFeedSlot(ctx.changes, `payments of ${ctx.device.id}`, MAX_FEEDS.device, () =>
      ended.abort(),
    );
    const { tenantId, db, now, changes, hub } = ctx;
    try {
      yield* watchPayment({
        changes,
        tenantId,
        paymentId: input.paymentId,
        view: () => db.tenant(tenantId, (tx) => viewPayment(tx, { tenantId, now, hub }, input.paymentId)),
        signal: signal ? AbortSignal.any([signal, ended.signal]) : ended.signal,
        now,
      });
    } finally {
      giveBack();
    }
  }),
});
