import type { Services } from '../services.ts';

/** A verified event, once; as the preset read it. */
export interface StoredWebhook {
  tenantId: string;
  webhookId: string;
  connectionId: string;
  kind: string;
  eventKey: string;
  /** text that sorts events of one thing, where the provider has one */
  orderKey: string | null;
  read: Record<string, unknown>;
  status: string | null;
  rawStatus: string | null;
  /** the operation to ask before anything is done (`callConnection`); null: the signature covers what was read */
  confirm: string | null;
  /** without a confirmation all that it may change */
  trust: 'delivery_status_only' | null;
  receivedAt: number;
  /** the owner asked to have it processed again */
  replayed: boolean;
}

/**
 * What a kind does with events. It may be called twice for the same one (a process died in the middle), so it must bear
 * that; what it throws is tried again.
 */
export type WebhookHandler = (services: Services, event: StoredWebhook) => Promise<void>;

/** By kind; each kind registers its own. Events of a kind that nobody registered are stored and marked processed. */
export const webhookHandlers: Record<string, WebhookHandler | undefined> = {};
