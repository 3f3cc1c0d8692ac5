import { and, eq } from 'drizzle-orm';
import { type HubActing, noteChange } from '../connections/acting.ts';
import { openTarget } from '../connections/open-target.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { unmaskBytes, unmaskText } from './mask-secrets.ts';
import { enqueue, judge, settle } from './receive-webhook.ts';
import { type WebhookState, webhookLog } from './tables.ts';

/**
 * Has a stored webhook processed again. One that was rejected is judged again first, with the keys of today (a wrong
 * webhook secret was corrected). Refuses: notFound, keyUndecryptable.
 */
export async function replayWebhook(
  services: Services,
  ctx: HubActing,
  webhookId: string,
): Promise<{ state: WebhookState }> {
  const { tenantId } = ctx;
  const state = await ctx.db.tenant(tenantId, async (tx) => {
    const mine = and(eq(webhookLog.tenantId, tenantId), eq(webhookLog.id, webhookId));
    const [row] = await tx.select().from(webhookLog).where(mine).for('update');
    if (!row) throw new Refusal('notFound');
    await noteChange(tx, ctx, {
      connectionId: row.connectionId,
      action: 'provider.webhook_replayed',
      detail: { webhookId, state: row.state },
    });
    if (row.state === 'processed' || row.state === 'verified' || row.state === 'processing') {
      await tx.update(webhookLog).set({ state: 'verified', replayed: true, claimedUntil: null }).where(mine);
      return 'verified' as const;
    }
    const opened = await openTarget(tx, ctx, tenantId, row.connectionId);
    if (!opened.ok) throw new Refusal(opened.code);
    const { secrets } = opened.target;
    const unmasked = (texts: Record<string, string>) =>
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, unmaskText(text, secrets)]));
    const request = {
      method: row.method,
      path: unmaskText(row.path, secrets),
      query: unmasked(row.query),
      headers: unmasked(row.headers),
      rawBody: unmaskBytes(row.rawBody, secrets),
    };
    // Judged as of then: it was not too old when it came.
    const at = row.receivedAt.getTime();
    const about = { tenantId, webhookId, connectionId: row.connectionId, at };
    const judged = await settle(tx, about, judge(opened.target, request, at));
    await tx
      .update(webhookLog)
      .set({ ...judged, replayed: true })
      .where(mine);
    return judged.state;
  });
  if (state === 'verified') await enqueue(services, { tenantId, webhookId });
  return { state };
}
