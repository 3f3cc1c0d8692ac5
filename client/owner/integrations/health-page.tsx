import './integrations-texts.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page, Section } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import { PageLink } from '../page-link.tsx';
import { percentText } from '../reports/percent-text.ts';
import { useTRPC } from '../trpc.ts';
import { useNow } from '../use-now.ts';
import { CallColumns, callSlots } from './call-columns.tsx';
import { Errors, RANGES, RangeChoice, type RangeName, Score } from './health-tab.tsx';
import hub from './hub.module.css';
import { CONNECTION_PAGE, type Health } from './hub-types.ts';

/** How all connections fare: together over time, and each by itself, the worst first. */
export default function HealthPage() {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const now = useNow(60_000);
  const [range, setRange] = useState<RangeName>('day');
  const hours = RANGES[range];
  const options = { placeholderData: keepPreviousData, refetchInterval: 30_000 };
  const health = useQuery(trpc.integrations.health.queryOptions({ hours }, options));
  const calls = useQuery(trpc.integrations.calls.queryOptions({ hours }, options));
  const rows = [...(health.data ?? [])].sort(
    (a, b) => (a.healthScore ?? 101) - (b.healthScore ?? 101) || a.label.localeCompare(b.label),
  );
  return (
    <Page
      title={t('health.title')}
      intro={t('health.intro')}
      back={{ to: '/owner/integrations', label: t('title') }}
    >
      <StaleNote query={health} />
      <RangeChoice range={range} onRange={setRange} />
      {!health.data &&
        (health.isError ? (
          <LoadProblem error={health.error} onRetry={() => void health.refetch()} />
        ) : (
          <Skeleton height={320} />
        ))}
      {health.data?.length === 0 && (
        <EmptyState kind="devices" title={t('health.empty')}>
          {t('health.emptyHint')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <Section title={hours > 48 ? t('health.byDay') : t('health.byHour')}>
            {calls.data && calls.data.length > 0 ? (
              <CallColumns label={t('health.byHour')} slots={callSlots(calls.data, hours, now)} />
            ) : (
              <p className={list.detail}>{t('health.noCalls')}</p>
            )}
          </Section>
          <ul className={hub.cards} data-testid="health">
            {rows.map((row) => (
              <HealthCard key={row.connectionId} health={row} />
            ))}
          </ul>
          <Section title={t('health.errors')}>
            <Errors health={{ errorDistribution: together(rows) }} />
          </Section>
        </>
      )}
    </Page>
  );
}

function HealthCard({ health }: { health: Health }) {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const { metrics, recommendations, testMode, costClass } = health;
  const [first] = recommendations;
  const facts = [
    metrics.successRate !== null &&
      `${t('health.successRate')} ${percentText(metrics.successRate / 1_000, language)}`,
    metrics.p95 !== null && `P95 ${t('result.ms', { ms: metrics.p95 })}`,
    t('health.callsOf', { total: metrics.totalRequests, failed: metrics.failedCount }),
    costClass,
  ];
  return (
    <li>
      <PageLink to={CONNECTION_PAGE} search={{ id: health.connectionId }} className={hub.card}>
        <span className={list.words}>
          <span className={list.name}>{health.label}</span>
          {testMode && (
            <span className={list.pills}>
              <Pill tone="calm">{t('testMode')}</Pill>
            </span>
          )}
        </span>
        <Score health={health} />
        <span className={list.words}>
          <span className={list.detail}>{facts.filter(Boolean).join(' · ')}</span>
          {first && <span>{t(`health.advice.${first.code}`, first.values)}</span>}
        </span>
      </PageLink>
    </li>
  );
}

/** Causes of failure of all connections, most frequent first. */
function together(rows: readonly Health[]): Health['errorDistribution'] {
  const counts = new Map<string, number>();
  for (const { errorClass, count } of rows.flatMap((row) => row.errorDistribution))
    counts.set(errorClass, (counts.get(errorClass) ?? 0) + count);
  return [...counts].map(([errorClass, count]) => ({ errorClass, count })).sort((a, b) => b.count - a.count);
}
