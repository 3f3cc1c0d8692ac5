import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Page } from '../frame/page.tsx';
import { useTRPC } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { RefusedList } from './refused-list.tsx';
import { SaleSheet } from './sale-sheet.tsx';
import { SalesList } from './sales-list.tsx';
import styles from './sales-page.module.css';

const SHOWS = ['all', 'refunds', 'flagged', 'refused'] as const;

/** Every sale of the shop, those to look at, and what could not be accepted. The filter lives in the address. */
export default function SalesPage() {
  const { t } = useTranslation('owner');
  const trpc = useTRPC();
  const go = useGo();
  const { path, query } = usePage();
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const show = SHOWS.find((one) => one === query.show) ?? 'all';
  const { outlet: outletId, sale: saleId } = query;
  const goTo = (change: Record<string, string | undefined>, replace = true) => {
    const wanted = Object.entries({ show, outlet: outletId, ...change });
    const kept = wanted.flatMap(([name, value]) => (value && value !== 'all' ? [[name, value]] : []));
    void go(path, { search: Object.fromEntries(kept), replace });
  };
  return (
    <Page title={t('sales.title')}>
      <div className={styles.filters}>
        <SegmentedControl
          aria-label={t('sales.show')}
          size="sm"
          fullWidth
          className={styles.shows}
          value={show}
          data={SHOWS.map((value) => ({ value, label: t(`sales.${value}`) }))}
          onChange={(value) => goTo({ show: value })}
        />
        {show !== 'refused' && (outlets.data?.length ?? 0) > 1 && (
          <NativeSelect
            aria-label={t('sales.outlet')}
            value={outletId ?? 'all'}
            data={[
              { value: 'all', label: t('sales.allOutlets') },
              ...(outlets.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={({ currentTarget: { value } }) => goTo({ outlet: value })}
          />
        )}
      </div>
      {show === 'refused' ? (
        <RefusedList />
      ) : (
        <SalesList
          key={`${show} ${outletId}`}
          outletId={outletId}
          flaggedOnly={show === 'flagged'}
          refundsOnly={show === 'refunds'}
          outlets={outlets.data ?? []}
          onOpen={(id) => goTo({ sale: id }, false)}
        />
      )}
      {saleId && (
        <SaleSheet saleId={saleId} outlets={outlets.data ?? []} onClose={() => goTo({ sale: undefined })} />
      )}
    </Page>
  );
}
