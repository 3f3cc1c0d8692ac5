import './books-texts.ts';
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Page } from '../frame/page.tsx';
import { useTRPC } from '../trpc.ts';
import { useNow } from '../use-now.ts';
import { useGo, usePage } from '../use-page.ts';
import { ExportButtons } from './export-buttons.tsx';
import { GoodsSection } from './goods-section.tsx';
import { dateIn, daysOfPeriod, PERIODS } from './period.ts';
import styles from './reports-page.module.css';
import { TakingsSections } from './takings-sections.tsx';

/** What was taken in some days, compared with the days before. The choice lives in the address. */
export default function ReportsPage() {
  const { t } = useTranslation('books');
  const trpc = useTRPC();
  const go = useGo();
  const now = useNow(60_000);
  const { path, query } = usePage();
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const period = PERIODS.find((one) => one === query.period) ?? 'today';
  const outletId = outlets.data?.find(({ id }) => id === query.outlet)?.id;
  // The wall of the chosen outlet, else of the first: a shop's day is told by one clock.
  const wall = outlets.data?.find(({ id }) => outletId === undefined || id === outletId)?.timeZone;
  const today = dateIn(wall, now);
  const days = daysOfPeriod(period, today, { from: query.from ?? today, until: query.until ?? today });
  const goTo = (change: Record<string, string | undefined>) => {
    const wanted = Object.entries({
      period,
      outlet: outletId,
      from: query.from,
      until: query.until,
      ...change,
    });
    void go(path, {
      search: Object.fromEntries(wanted.flatMap(([name, value]) => (value ? [[name, value]] : []))),
      replace: true,
    });
  };
  const range = { ...days, outletId };
  const many = (outlets.data?.length ?? 0) > 1;
  return (
    <Page title={t('reports.title')}>
      <div className={styles.filters}>
        <SegmentedControl
          aria-label={t('reports.period')}
          size="sm"
          fullWidth
          value={period}
          data={PERIODS.map((value) => ({ value, label: t(`reports.periods.${value}`) }))}
          onChange={(value) => goTo({ period: value, ...(value === 'custom' ? days : {}) })}
        />
        {many && (
          <NativeSelect
            aria-label={t('reports.outlet')}
            value={outletId ?? ''}
            data={[
              { value: '', label: t('reports.allOutlets') },
              ...(outlets.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={({ currentTarget: { value } }) => goTo({ outlet: value || undefined })}
          />
        )}
      </div>
      {period === 'custom' && (
        <div className={styles.dates}>
          {(['from', 'until'] as const).map((end) => (
            <TextInput
              key={end}
              type="date"
              label={t(`reports.${end}`)}
              max={today}
              value={days[end]}
              onChange={({ currentTarget: { value } }) => value && goTo({ [end]: value })}
            />
          ))}
        </div>
      )}
      {/* Nothing stands here before the outlets are known: their choice above would push it down. */}
      {outlets.data && (
        <>
          <TakingsSections range={range} />
          <GoodsSection range={range} />
          <ExportButtons range={range} outlets={outlets.data} />
        </>
      )}
    </Page>
  );
}
