import type { CallTarget } from './call-target.ts';
import type { CanonicalStatus } from './preset.ts';

export type WebhookRequest = {
  rawBody: Buffer;
  /** Lower-case names, as Node gives them. */
  headers: Record<string, string | string[] | undefined>;
  query: Record<string, string>;
  /** The path the vendor called, without its query: some signatures are over it. */
  path: string;
  method: string;
};

export type WebhookReply = { status: number; headers: Record<string, string>; body: string };

export type WebhookReading =
  | {
      ok: true;
      /** The same for every delivery of the same event: the key to deduplicate by. */
      eventKey: string;
      /** Text that sorts events of one object, where the vendor has one. */
      order?: string;
      read: Record<string, unknown>;
      status?: CanonicalStatus;
      rawStatus?: string;
      /** Verified, but nothing to act on. */
      ignored: boolean;
      /** The operation to ask before anything is done; null when the signature covers what was read. */
      confirm: string | null;
      /** Without a confirmation: all that this webhook may change. */
      trust?: 'delivery_status_only';
      reply: WebhookReply;
    }
  | {
      ok: false;
      reason: 'no_webhook' | 'too_large' | 'bad_signature' | 'too_old' | 'unreadable';
      reply: WebhookReply;
    };

/** Verifies and reads what arrived at a connection's webhook address. Pure, and never throws. */
export function readWebhook(_target: CallTarget, _request: WebhookRequest, _now: number): WebhookReading {
  throw new Error('comes within the hour');
}
