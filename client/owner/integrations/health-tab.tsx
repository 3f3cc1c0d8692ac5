import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { BarList } from '../../ui/bar-list.tsx';
import { Button } from '../../ui/button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useShop } from '../account.ts';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { percentText } from '../reports/percent-text.ts';
import { useTRPC } from '../trpc.ts';
import { useNow } from '../use-now.ts';
import { useGo } from '../use-page.ts';
import { CallColumns, callSlots } from './call-columns.tsx';
import { Facts } from './facts.tsx';
import hub from './hub.module.css';
import type { Health, Tab } from './hub-types.ts';
import { HEALTH_TONES, useWords } from './use-words.ts';

export const RANGES = { day: 24, week: 168, month: 720 } as const;
export type RangeName = keyof typeof RANGES;

type HealthTabProps = {
  connectionId: string;
  onTest: (() => void) | undefined;
  onTab: (tab: Tab, more?: Record<string, string>) => void;
};

/** How one connection fares, and what is best done about it. */
export function HealthTab({ connectionId, onTest, onTab }: HealthTabProps) {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const [range, setRange] = useState<RangeName>('day');
  const hours = RANGES[range];
  const options = { placeholderData: keepPreviousData, refetchInterval: 30_000 };
  const health = useQuery(trpc.integrations.health.queryOptions({ connectionId, hours }, options));
  const calls = useQuery(trpc.integrations.calls.queryOptions({ connectionId, hours }, options));
  const now = useNow(60_000);
  const one = health.data?.[0];
  return (
    <>
      <RangeChoice range={range} onRange={setRange} />
      {!one &&
        (health.isError ? (
          <LoadProblem error={health.error} onRetry={() => void health.refetch()} />
        ) : (
          <Skeleton height={320} />
        ))}
      {one && (
        <>
          <Section title={t('tabs.health')}>
            <Score health={one} />
            <HealthFacts health={one} />
          </Section>
          <Section title={t('health.todo')}>
            <Advice health={one} onTest={onTest} onTab={onTab} />
          </Section>
          {calls.data && (
            <Section title={hours > 48 ? t('health.byDay') : t('health.byHour')}>
              {calls.data.length === 0 ? (
                <p className={list.detail}>{t('health.noCalls')}</p>
              ) : (
                <CallColumns label={t('health.byHour')} slots={callSlots(calls.data, hours, now)} />
              )}
            </Section>
          )}
          <Section title={t('health.errors')}>
            <Errors health={one} />
          </Section>
        </>
      )}
    </>
  );
}

type RangeChoiceProps = { range: RangeName; onRange: (range: RangeName) => void };

export function RangeChoice({ range, onRange }: RangeChoiceProps) {
  const { t } = useTranslation('integrations');
  return (
    <SegmentedControl
      aria-label={t('health.hours')}
      size="sm"
      fullWidth
      value={range}
      data={(Object.keys(RANGES) as RangeName[]).map((value) => ({
        value,
        label: t(`health.ranges.${value}`),
      }))}
      onChange={(value) => onRange(value as RangeName)}
    />
  );
}

export function Score({ health }: { health: Health }) {
  const { t } = useTranslation('integrations');
  const { healthScore: score, healthStatus } = health;
  return (
    <div className={hub.score}>
      <span className={hub.big} aria-hidden="true">
        {score ?? '–'}
      </span>
      <span className="visually-hidden">
        {score === null ? t('health.noScore') : t('health.score', { score })}
      </span>
      <Pill tone={HEALTH_TONES[healthStatus]}>{t(`health.statuses.${healthStatus}`)}</Pill>
    </div>
  );
}

function HealthFacts({ health }: { health: Health }) {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const { metrics, costClass } = health;
  const rate = (perMille: number | null) =>
    perMille === null ? null : percentText(perMille / 1_000, language);
  const ms = (value: number | null) => (value === null ? null : t('result.ms', { ms: value }));
  return (
    <Facts
      facts={[
        [t('health.calls'), metrics.totalRequests],
        [t('health.successRate'), rate(metrics.successRate)],
        [t('health.uptime'), rate(metrics.uptime)],
        [`P50 · ${t('health.p50')}`, ms(metrics.p50)],
        [`P95 · ${t('health.p95')}`, ms(metrics.p95)],
        [`P99 · ${t('health.p99')}`, ms(metrics.p99)],
        [t('health.average'), ms(metrics.avgResponseTime)],
        [t('health.costClass'), costClass],
      ]}
    />
  );
}

export function Errors({ health }: { health: Pick<Health, 'errorDistribution'> }) {
  const { t } = useTranslation('integrations');
  const words = useWords();
  if (health.errorDistribution.length === 0) return <p className={list.detail}>{t('health.noErrors')}</p>;
  return (
    <BarList
      label={t('health.errors')}
      items={health.errorDistribution.map(({ errorClass, count }) => ({
        key: errorClass,
        label: words.verdict(errorClass),
        value: count,
      }))}
    />
  );
}

type Deed = 'keys' | 'settings' | 'features' | 'webhooks' | 'test';

const DEEDS: Record<Health['recommendations'][number]['code'], Deed | null> = {
  replace_keys: 'keys',
  restore_key: 'keys',
  renew_credentials: 'keys',
  check_settings: 'settings',
  update_preset: 'settings',
  enable: 'settings',
  add_fallback: 'features',
  check_webhook_secret: 'webhooks',
  test_now: 'test',
  top_up: null,
  wait_for_provider: null,
  slow_provider: null,
};
const TONES = { critical: 'risk', warning: 'warning', info: 'calm' } as const;

/** The next things to do, each with the press that does it where we can. */
function Advice({ health, onTest, onTab }: { health: Health } & Omit<HealthTabProps, 'connectionId'>) {
  const { t } = useTranslation('integrations');
  const go = useGo();
  const isOwner = useShop().role === 'owner';
  if (health.recommendations.length === 0) return <p className={list.detail}>{t('health.nothingToDo')}</p>;
  const press: Record<Deed, (() => void) | undefined> = {
    keys: () => onTab('settings', { do: 'keys' }),
    settings: () => onTab('settings'),
    features: () => void go('/owner/integrations/features'),
    webhooks: () => onTab('webhooks'),
    test: onTest,
  };
  return (
    <ul className={list.list}>
      {health.recommendations.map(({ code, severity, values }) => {
        const deed = DEEDS[code];
        const onPress = deed && isOwner ? press[deed] : undefined;
        return (
          <li key={code} className={list.item} data-testid="advice">
            <span className={list.words}>
              <span>{t(`health.advice.${code}`, values)}</span>
            </span>
            {severity === 'critical' && <Pill tone={TONES[severity]}>{t('health.statuses.critical')}</Pill>}
            {deed && onPress && <Button onClick={onPress}>{t(`health.deeds.${deed}`)}</Button>}
          </li>
        );
      })}
    </ul>
  );
}
