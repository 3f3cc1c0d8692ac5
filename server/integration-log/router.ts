import { z } from 'zod';
import { text, uuid } from '../../shared/sync/record-fields.ts';
import { acting } from '../connections/router.ts';
import { managerProcedure, ownerProcedure, router } from '../trpc/procedures.ts';
import { getWebhook, listWebhooks } from '../webhooks/list-webhooks.ts';
import { replayWebhook } from '../webhooks/replay-webhook.ts';
import { WEBHOOK_STATES } from '../webhooks/tables.ts';
import { listLog } from './list-log.ts';
import { listNotices, readNotices } from './notices.ts';
import { callsByHour, readHealth } from './read-health.ts';
import { LOG_ACTIONS } from './tables.ts';

const moment = z.int().min(0).max(8_640_000_000_000_000);
const page = {
  from: moment.optional(),
  to: moment.optional(),
  page: z.int().min(1).max(10_000).default(1),
  limit: z.int().min(1).max(200).default(50),
};
export const logFilter = z.strictObject({
  connectionId: uuid.optional(),
  action: z.enum(LOG_ACTIONS).optional(),
  status: z.enum(['success', 'refused', 'failure']).optional(),
  reference: text(120).optional(),
  ...page,
});
export const webhookFilter = z.strictObject({
  connectionId: uuid.optional(),
  state: z.enum(WEBHOOK_STATES).optional(),
  ...page,
});
/** at most what the log keeps */
export const healthWindow = z.strictObject({
  connectionId: uuid.optional(),
  hours: z.int().min(1).max(720).default(24),
});

/** How connections fare: log, health, webhooks, notices. Looks for a manager, replays for an owner. */
export const integrationsRouter = router({
  /** `{ rows: LogShown[], pagination, stats }`, newest first, masked. */
  log: managerProcedure.input(logFilter).query(({ ctx, input }) => listLog(ctx, input)),
  /** `Health[]` of all connections, or of one: score, metrics, error distribution, recommendations, for charts and cards. */
  health: managerProcedure.input(healthWindow).query(({ ctx, input }) => readHealth(ctx, input)),
  /** `[{ hour, total, failed, p95 }]`, oldest first. */
  calls: managerProcedure.input(healthWindow).query(({ ctx, input }) => callsByHour(ctx, input)),
  webhooks: router({
    /** `{ rows: WebhookShown[], pagination, stats }`, newest first. */
    list: managerProcedure.input(webhookFilter).query(({ ctx, input }) => listWebhooks(ctx, input)),
    get: managerProcedure
      .input(z.strictObject({ webhookId: uuid }))
      .query(({ ctx, input }) => getWebhook(ctx, input.webhookId)),
    /** Processes it again; a rejected one is judged again first. `{ state }`. */
    replay: ownerProcedure
      .input(z.strictObject({ webhookId: uuid }))
      .mutation(({ ctx, input }) => replayWebhook(ctx, acting(ctx), input.webhookId)),
  }),
  notices: router({
    /** `NoticeShown[]`: what the owner should know of connections. */
    list: managerProcedure
      .input(
        z.strictObject({
          unreadOnly: z.boolean().default(false),
          limit: z.int().min(1).max(200).default(50),
        }),
      )
      .query(({ ctx, input }) => listNotices(ctx, input)),
    read: managerProcedure
      .input(z.strictObject({ ids: z.array(uuid).max(200) }))
      .mutation(({ ctx, input }) => readNotices(ctx, input.ids)),
  }),
});
