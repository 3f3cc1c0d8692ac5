import { remindOfExpiry } from '../connections/remind-of-expiry.ts';
import { testDue, testQueued } from '../connections/scheduled-tests.ts';
import { TEST_QUEUE } from '../connections/words.ts';
import { keepLogDays } from '../integration-log/keep-log-days.ts';
import type { Services } from '../services.ts';
import {
  processWebhook,
  sweepWebhooks,
  WEBHOOK_QUEUE,
  type WebhookJob,
} from '../webhooks/process-webhook.ts';

/** Says who does the jobs of the hub. To be called before the queue starts. */
export function registerHubJobs(services: Services): void {
  const { jobs } = services;
  jobs.work<WebhookJob>(WEBHOOK_QUEUE, (job) => processWebhook(services, job));
  jobs.work<{ tenantId: string; connectionId: string }>(TEST_QUEUE, (job) => testQueued(services, job));
  jobs.schedule('connection-tests', '*/10 * * * *', () => testDue(services));
  jobs.schedule('webhook-sweep', '*/5 * * * *', () => sweepWebhooks(services));
  jobs.schedule('connection-expiry', '15 1 * * *', () => remindOfExpiry(services));
  jobs.schedule('integration-log-days', '30 0 * * *', () => keepLogDays(services.db));
}
