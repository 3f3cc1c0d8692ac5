import type { Dispatcher } from 'undici';
import type { CallLimits } from './limits.ts';
import type { CanonicalStatus, LocalText, Preset, Verdict } from './preset.ts';
import type { TokenCache } from './token-cache.ts';

/** A connection, opened: the copy of the preset that was saved with it, its settings and its secrets in the clear. */
export type CallTarget = {
  connectionId: string;
  tenantId: string;
  preset: Preset;
  /** One of the keys of `preset.environments`. */
  environment: string;
  cfg: Record<string, string | number | boolean>;
  secrets: Record<string, string>;
  /** Where this connection's webhooks arrive, for vendors that take the address with each call. */
  webhookUrl?: string;
  /** Values of the installation that templates reach as `env.*`, for example `sandboxUrl`. */
  vars?: Record<string, string>;
};

/** What a call may use from outside. Everything that the process shares (limits, tokens, sockets) comes in here. */
export type CallOptions = {
  now: () => number;
  uuid: () => string;
  tokenCache: TokenCache;
  limits: CallLimits;
  /** From `createEgress`: the only way out, with the guard in it. */
  dispatcher: Dispatcher;
  /** Plain http to 127.0.0.1, for the simulated vendors. */
  allowLoopback?: boolean;
  /** Waiting between attempts; tests pass their own. */
  sleep?: (ms: number) => Promise<void>;
  onTrace?: (trace: CallTrace) => void;
};

/** One attempt as it may be shown and stored: already masked, bodies at most 4 KB. */
export type CallTrace = {
  method: string;
  url: string;
  status: number | null;
  ms: number;
  requestHeaders: Record<string, string>;
  requestBody: string;
  responseHeaders: Record<string, string>;
  responseBody: string;
  errorClass: string | null;
  /** The rule that decided, as `errors[2]` or `http 429`; null when none did. */
  rule: string | null;
};

/**
 * How a call ended. `outcome: 'unknown'` means that the vendor may have carried the request out:
 * ask for its status before anything is tried again. `retry` says whether the same call may help later.
 */
export type CallOutcome =
  | {
      ok: true;
      output: Record<string, unknown>;
      status?: CanonicalStatus;
      rawStatus?: string;
      traces: CallTrace[];
    }
  | {
      ok: false;
      code: string;
      retry: boolean;
      outcome: 'refused' | 'unknown';
      userMessage: LocalText;
      traces: CallTrace[];
    };

/** What a connection test found out, with the rule that says so. */
export type TestResult = {
  verdict: Verdict | 'unknown' | 'unreachable';
  rule: string | null;
  ms: number;
  message: LocalText;
  trace: CallTrace | null;
};
