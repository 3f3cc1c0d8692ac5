import { onPaymentWebhook } from '../payments/payment-webhooks.ts';
import { sweepPayments } from '../payments/sweep-payments.ts';
import type { Services } from '../services.ts';
import { webhookHandlers } from '../webhooks/webhook-handlers.ts';

webhookHandlers.payment = onPaymentWebhook;

/** Says who does the jobs of payments. To be called before the queue starts. */
export function registerPaymentJobs(services: Services): void {
  services.jobs.schedule('payment-sweep', '* * * * *', () => sweepPayments(services));
}
