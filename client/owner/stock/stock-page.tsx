import '../reports/books-texts.ts';
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Page } from '../frame/page.tsx';
import styles from '../reports/reports-page.module.css';
import { useTRPC } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { DocumentForm } from './document-form.tsx';
import { DocumentList } from './document-list.tsx';
import { LowList } from './low-list.tsx';
import { MovementList } from './movement-list.tsx';
import { OnHandList } from './on-hand-list.tsx';
import { WhySheet } from './why-sheet.tsx';

const VIEWS = ['onHand', 'low', 'movements', 'documents'] as const;

/** What lies where and what it is worth, what is low, what moved, and documents made at the desk. */
export default function StockPage() {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const go = useGo();
  const { path, query } = usePage();
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const view = VIEWS.find((one) => one === query.view) ?? 'onHand';
  const { outlet: outletId } = query;
  const goTo = (change: Record<string, string | undefined>, replace = true) => {
    const wanted = Object.entries({ view: query.view, outlet: outletId, ...change });
    void go(path, {
      search: Object.fromEntries(wanted.flatMap(([name, value]) => (value ? [[name, value]] : []))),
      replace,
    });
  };
  const places = outlets.data ?? [];
  const nameOf = (id: string) => places.find((outlet) => outlet.id === id)?.name ?? '';
  const why = (product: string, at: string) => goTo({ product, at }, false);
  return (
    <Page
      title={t('stock.title')}
      back={{ to: '/owner/more', label: owner('nav.more') }}
      action={
        <Button
          variant="primary"
          icon={<IconPlus size={20} aria-hidden="true" />}
          onClick={() => goTo({ make: '1' }, false)}
        >
          {t('stock.make')}
        </Button>
      }
    >
      <div className={styles.filters}>
        <SegmentedControl
          aria-label={t('stock.view')}
          size="sm"
          fullWidth
          value={view}
          data={VIEWS.map((value) => ({ value, label: t(`stock.views.${value}`) }))}
          onChange={(value) => goTo({ view: value })}
        />
        {places.length > 1 && (
          <NativeSelect
            aria-label={t('stock.outlet')}
            value={outletId ?? ''}
            data={[
              { value: '', label: owner('sales.allOutlets') },
              ...places.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={({ currentTarget: { value } }) => goTo({ outlet: value || undefined })}
          />
        )}
      </div>
      {!outlets.data && <Skeleton height={320} />}
      {outlets.data && view === 'onHand' && <OnHandList outletId={outletId} nameOf={nameOf} onWhy={why} />}
      {outlets.data && view === 'low' && <LowList outletId={outletId} nameOf={nameOf} onWhy={why} />}
      {outlets.data && view === 'movements' && <MovementList outletId={outletId} nameOf={nameOf} />}
      {outlets.data && view === 'documents' && <DocumentList outletId={outletId} nameOf={nameOf} />}
      {query.product && query.at && (
        <WhySheet
          productId={query.product}
          outletId={query.at}
          onClose={() => goTo({ product: undefined, at: undefined })}
        />
      )}
      {query.make === '1' && outlets.data && (
        <DocumentForm
          outlets={places.filter(({ active }) => active)}
          outletId={outletId}
          onClose={() => goTo({ make: undefined })}
        />
      )}
    </Page>
  );
}
