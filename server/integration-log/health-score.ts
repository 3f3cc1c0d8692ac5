/** What was counted of a connection's calls in a time. */
export interface HealthMetrics {
  totalRequests: number;
  successCount: number;
  failedCount: number;
  /** per mille of the calls that the provider answered properly; null without calls */
  successRate: number | null;
  /** all in ms; null without calls */
  avgResponseTime: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  /** per mille of the five-minute spans with calls in which one went well; null without calls */
  uptime: number | null;
}

export type HealthStatus = 'healthy' | 'warning' | 'degraded' | 'critical' | 'unknown';

export interface Standing {
  status: string;
  breaker: 'closed' | 'open' | 'half_open';
  active: boolean;
  /** null: never */
  daysSinceLastTest: number | null;
  expiresInDays: number | null;
  hasFallback: boolean;
  rejectedWebhooks: number;
  costsToTest: boolean;
}

/** The next thing to do; the screen has the words. */
export interface Recommendation {
  code:
    | 'replace_keys'
    | 'restore_key'
    | 'check_settings'
    | 'top_up'
    | 'renew_credentials'
    | 'wait_for_provider'
    | 'add_fallback'
    | 'slow_provider'
    | 'test_now'
    | 'check_webhook_secret'
    | 'update_preset'
    | 'enable';
  severity: 'info' | 'warning' | 'critical';
  values: Record<string, string | number>;
}

const KEYS_REFUSED = ['bad_key', 'forbidden', 'key_undecryptable'];

/** 0 to 100: the share of calls that went well, less for slowness, and capped by what is known to be broken. */
export function healthScore(metrics: HealthMetrics, standing: Standing): number | null {
  const capped = Math.min(
    KEYS_REFUSED.includes(standing.status) ? 20 : 100,
    standing.breaker === 'open' || standing.status === 'unreachable' ? 40 : 100,
    ['misconfigured', 'no_balance'].includes(standing.status) ? 45 : 100,
    standing.breaker === 'half_open' ? 70 : 100,
  );
  if (metrics.successRate === null) {
    if (standing.status === 'ok') return capped;
    return capped < 100 ? capped : null;
  }
  const p95 = metrics.p95 ?? 0;
  const slow = p95 > 10_000 ? 10 : p95 > 5_000 ? 5 : 0;
  return Math.max(0, Math.min(capped, Math.round(metrics.successRate / 10) - slow));
}

/** Healthy from 95, warning from 80, degraded from 50, critical below. */
export function healthStatus(score: number | null): HealthStatus {
  if (score === null) return 'unknown';
  if (score >= 95) return 'healthy';
  if (score >= 80) return 'warning';
  return score >= 50 ? 'degraded' : 'critical';
}

/** Most urgent first. */
export function recommendations(metrics: HealthMetrics, standing: Standing): Recommendation[] {
  const { status, breaker, daysSinceLastTest, expiresInDays } = standing;
  const list: Recommendation[] = [];
  const add = (
    code: Recommendation['code'],
    severity: Recommendation['severity'],
    values: Recommendation['values'] = {},
  ) => list.push({ code, severity, values });
  if (!standing.active) add('enable', 'info');
  if (status === 'key_undecryptable') add('restore_key', 'critical');
  else if (KEYS_REFUSED.includes(status)) add('replace_keys', 'critical');
  if (status === 'misconfigured') add('check_settings', 'critical');
  if (status === 'no_balance') add('top_up', 'critical');
  if (status === 'preset_outdated') add('update_preset', 'warning');
  if (breaker !== 'closed' || status === 'unreachable') add('wait_for_provider', 'warning');
  if ((breaker !== 'closed' || (metrics.successRate ?? 1_000) < 950) && !standing.hasFallback)
    add('add_fallback', 'warning');
  if (expiresInDays !== null && expiresInDays <= 30)
    add('renew_credentials', expiresInDays <= 7 ? 'critical' : 'warning', { days: expiresInDays });
  if (standing.rejectedWebhooks > 0)
    add('check_webhook_secret', 'warning', { rejected: standing.rejectedWebhooks });
  if ((metrics.p95 ?? 0) > 5_000) add('slow_provider', 'info', { p95: metrics.p95 ?? 0 });
  if (daysSinceLastTest === null || (daysSinceLastTest >= 7 && !standing.costsToTest))
    add('test_now', 'info', daysSinceLastTest === null ? {} : { days: daysSinceLastTest });
  const order = { critical: 0, warning: 1, info: 2 };
  return list.sort((a, b) => order[a.severity] - order[b.severity]);
}
