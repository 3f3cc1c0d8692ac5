import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BarList } from '../../ui/bar-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page, Section } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import { Waiting } from '../frame/waiting.tsx';
import { useTRPC } from '../trpc.ts';
import { Attention } from './attention.tsx';
import { DevicesToday } from './devices-today.tsx';
import styles from './home-page.module.css';
import { HourBars } from './hour-bars.tsx';
import { MethodsToday } from './methods-today.tsx';
import { MoneyAtRisk } from './money-at-risk.tsx';
import { NextSteps, useHomeKnown } from './next-steps.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** What an owner wants to know first: how much was sold today, and whether all is well. */
export default function HomePage() {
  const { t } = useTranslation('owner');
  const known = useHomeKnown();
  if (!known) return <Waiting />;
  return (
    <Page title={t('home.title')}>
      <NextSteps />
      <div className={styles.columns}>
        <Today />
        <div className={styles.side}>
          <MoneyAtRisk />
          <DevicesToday />
          <Attention />
        </div>
      </div>
      <Shortcuts />
    </Page>
  );
}

function Today() {
  const { t } = useTranslation('owner');
  const trpc = useTRPC();
  // The live feed tells at once; asking now and then also turns the page at midnight.
  const today = useQuery(trpc.sales.today.queryOptions(undefined, { refetchInterval: 60_000 }));
  const outlets = today.data ?? [];
  const total = outlets.reduce((sum, outlet) => sum + outlet.total, 0);
  const count = outlets.reduce((sum, outlet) => sum + outlet.count, 0);
  if (today.isPending && !today.data)
    return today.fetchStatus === 'paused' ? null : (
      <Section title={t('home.today')}>
        <Skeleton width="60%" height={44} />
        <Skeleton height={132} />
        <Skeleton height={48} />
      </Section>
    );
  if (!today.data)
    return (
      <Section title={t('home.today')}>
        <LoadProblem error={today.error} onRetry={() => void today.refetch()} />
      </Section>
    );
  return (
    <Section title={t('home.today')}>
      <StaleNote query={today} />
      <div className={styles.figures}>
        <Money amount={total} size="huge" data-testid="today-total" data-amount={total} />
        <span className={styles.count} data-testid="today-count" data-count={count}>
          {t('home.sales', { count })}
        </span>
      </div>
      {count === 0 ? (
        <EmptyState kind="sales" title={t('home.noSales')}>
          {t('home.noSalesHint')}
        </EmptyState>
      ) : (
        <HourBars byHour={sumByHour(outlets.map(({ byHour }) => byHour))} />
      )}
      <h3 className={styles.part}>{t('home.byOutlet')}</h3>
      <BarList
        label={t('home.byOutlet')}
        items={outlets.map((outlet) => ({
          key: outlet.outletId,
          label: outlet.name,
          value: outlet.total,
          text: formatRupiah(outlet.total),
          detail: t('home.sales', { count: outlet.count }),
        }))}
      />
      <MethodsToday />
    </Section>
  );
}

/** Each outlet's hours are those of the clock on its own wall. */
function sumByHour(outlets: readonly (readonly number[])[]): number[] {
  return Array.from({ length: 24 }, (_, hour) =>
    outlets.reduce((sum, byHour) => sum + (byHour[hour] ?? 0), 0),
  );
}
