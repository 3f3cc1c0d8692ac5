import type { ConnectionShown } from '../connections/connection-shown.ts';
import type { LogShown } from '../integration-log/list-log.ts';
import type { Health } from '../integration-log/read-health.ts';
import type { WebhookShown } from '../webhooks/list-webhooks.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** A connection under the names of the admin API. Secrets are masked in `configuration`. */
export function integrationAsShown(connection: ConnectionShown) {
  const { id, outletId, provider, label, testMode, environment, isDefault, features, serves } = connection;
  return {
    id,
    integrationType: connection.kind,
    provider,
    label,
    outletId,
    isActive: connection.active,
    testMode,
    environment,
    isDefault,
    configuration: Object.fromEntries(
      connection.fields.flatMap(({ key, value, secret }) =>
        secret ? [[key, secret.masked]] : value === null ? [] : [[key, value]],
      ),
    ),
    /** whether it comes from the partner */
    usePartnerConfig: connection.inherited,
    status: connection.status,
    circuit: connection.breaker,
    features,
    serves,
    costClass: connection.costClass,
    expiresAt: iso(connection.expiresAt),
    webhookUrl: connection.webhookUrl ?? connection.webhookPath,
    lastTestedAt: iso(connection.lastTest?.at ?? null),
    lastTestStatus: connection.lastTest?.verdict ?? null,
    lastTestMessage: connection.lastTest?.message ?? null,
    createdBy: connection.createdBy,
    updatedBy: connection.updatedBy,
    createdAt: iso(connection.createdAt),
    updatedAt: iso(connection.updatedAt),
  };
}

export function logAsShown({ connectionId, at, ms, ...row }: LogShown) {
  return { ...row, integrationId: connectionId, createdAt: iso(at), responseTime: ms };
}

export function webhookAsShown({ connectionId, receivedAt, processedAt, ...row }: WebhookShown) {
  return { ...row, integrationId: connectionId, receivedAt: iso(receivedAt), processedAt: iso(processedAt) };
}

/** Rates in percent, as the API says them. */
export function healthAsShown(health: Health) {
  const { healthStatus, healthScore, metrics, lastTest, errorDistribution, recommendations } = health;
  const percent = (perMille: number | null) => (perMille === null ? null : perMille / 10);
  return {
    healthStatus,
    healthScore,
    circuit: health.breaker,
    metrics: { ...metrics, successRate: percent(metrics.successRate), uptime: percent(metrics.uptime) },
    lastTest: lastTest && { testedAt: iso(lastTest.at), status: lastTest.verdict },
    daysSinceLastTest: health.daysSinceLastTest,
    errorDistribution,
    recommendations,
  };
}
