import { z } from 'zod';
import { ONLINE_METHODS } from '../../shared/payments/payment-view.ts';
import { text, uuid } from '../../shared/sync/record-fields.ts';
import { MAX_FEEDS, takeFeedSlot } from '../sync/feed-slots.ts';
import { deviceProcedure, managerProcedure, router } from '../trpc/procedures.ts';
import { paymentStatus } from './ask-payment.ts';
import { cancelPayment } from './cancel-payment.ts';
import { importSettlement } from './import-settlement.ts';
import { listAttempts, settleByHand } from './list-attempts.ts';
import { decideLine, proposeMatches } from './match-settlement.ts';
import { moneyAtRisk } from './money-at-risk.ts';
import { offeredMethods } from './offered-methods.ts';
import { viewPayment } from './payment-view.ts';
import { refundPayment } from './refund-payment.ts';
import { startPayment } from './start-payment.ts';
import { sweepTenant } from './sweep-payments.ts';
import { watchPayment } from './watch-payment.ts';

const paymentId = z.uuidv7();
const onePayment = z.strictObject({ paymentId });
const reason = text(300).trim().min(3);
const MAX_REPORT = 4_000_000;

const settlementsRouter = router({
  /** A provider's report as CSV; `apply` false only says what would be found. */
  import: managerProcedure
    .input(
      z.strictObject({
        name: text(200).trim().min(1),
        csv: z.string().max(MAX_REPORT),
        connectionId: uuid.nullable().default(null),
        apply: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) =>
      importSettlement(ctx, { tenantId: ctx.tenantId, userId: ctx.user.id }, input),
    ),

  /** Payments by the shop's own QRIS that a line may be, the likeliest first. */
  proposals: managerProcedure
    .input(z.strictObject({ lineId: uuid }))
    .query(({ ctx, input }) =>
      ctx.db.tenant(ctx.tenantId, (tx) => proposeMatches(tx, ctx.tenantId, input.lineId)),
    ),

  /** Says what a line is, with the reason. */
  decide: managerProcedure
    .input(
      z.strictObject({
        lineId: uuid,
        paymentId: uuid.optional(),
        attemptId: uuid.optional(),
        reason,
      }),
    )
    .mutation(({ ctx, input }) => decideLine(ctx, { tenantId: ctx.tenantId, userId: ctx.user.id }, input)),
});

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

  /** Attempts with their ledger: of a sale, or the newest. */
  attempts: managerProcedure
    .input(z.strictObject({ saleId: uuid.optional(), limit: z.int().min(1).max(100).default(50) }))
    .query(({ ctx, input }) => ctx.db.tenant(ctx.tenantId, (tx) => listAttempts(tx, ctx.tenantId, input))),

  /** Money that may be lost or not the shop's, with the one thing to do for each row. */
  atRisk: managerProcedure.query(({ ctx }) =>
    ctx.db.tenant(ctx.tenantId, (tx) => moneyAtRisk(tx, { tenantId: ctx.tenantId, now: ctx.now() })),
  ),

  /** Asks the providers now about everything whose end is not their own word: what the schedule does bit by bit. */
  reconcile: managerProcedure.mutation(({ ctx }) => sweepTenant(ctx, ctx.tenantId, { all: true })),

  /** Sends money back the way it came; the same `refundId` is the same refund. */
  refund: managerProcedure
    .input(
      z.strictObject({
        refundId: z.uuidv7(),
        attemptId: uuid,
        amount: z.int().min(1).max(1_000_000_000),
        reason,
      }),
    )
    .mutation(({ ctx, input }) =>
      refundPayment(ctx, ctx.tenantId, input, { kind: 'user', id: ctx.user.id, ip: ctx.ip }),
    ),

  /** The owner dealt with it by other means; it is at risk no longer. */
  settle: managerProcedure
    .input(z.strictObject({ attemptId: uuid, reason }))
    .mutation(({ ctx, input }) => settleByHand(ctx, { tenantId: ctx.tenantId, userId: ctx.user.id }, input)),

  settlements: settlementsRouter,

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
