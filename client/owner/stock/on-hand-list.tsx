import { Switch, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import { formatQuantity } from '../sales/format-quantity.ts';
import people from '../staff/staff-page.module.css';
import { useTRPC, useTRPCClient } from '../trpc.ts';

export interface StockListProps {
  outletId: string | undefined;
  nameOf: (outletId: string) => string;
  onWhy: (productId: string, outletId: string) => void;
}

/** On hand by outlet with its value; a row tells why it stands where it stands. */
export function OnHandList({ outletId, nameOf, onWhy }: StockListProps) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [typed, setTyped] = useState('');
  const [belowZero, setBelowZero] = useState(false);
  const search = useDeferredValue(typed.trim());
  const pages = useInfiniteQuery({
    // By hand: the library's own options send a direction along, which the server does not know.
    queryKey: [...trpc.stock.onHand.pathKey(), 'pages', outletId, search, belowZero],
    queryFn: ({ pageParam }) =>
      client.stock.onHand.query({
        outletId,
        search,
        only: belowZero ? 'belowZero' : 'all',
        limit: 50,
        cursor: pageParam,
      }),
    initialPageParam: null as inferRouterOutputs<AppRouter>['stock']['onHand']['next'],
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const first = pages.data?.pages[0];
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <Section title={t('stock.value')}>
        {first ? (
          <>
            <Money amount={first.value} size="huge" data-testid="stock-value" data-amount={first.value} />
            <p className={list.detail}>
              {t('stock.rows', { count: first.total })} · {t('stock.belowZero', { count: first.belowZero })} ·{' '}
              {t('stock.valueHint')}
            </p>
          </>
        ) : (
          <Skeleton height={72} />
        )}
      </Section>
      <TextInput
        type="search"
        aria-label={t('stock.search')}
        placeholder={t('stock.search')}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      <Switch
        size="lg"
        label={t('stock.onlyBelowZero')}
        checked={belowZero}
        onChange={({ currentTarget: { checked } }) => setBelowZero(checked)}
      />
      <StaleNote query={pages} />
      {!first &&
        (pages.isError ? (
          <LoadProblem error={pages.error} onRetry={() => void pages.refetch()} />
        ) : (
          <Skeleton height={320} />
        ))}
      {first && rows.length === 0 && (
        <EmptyState kind="products" title={t('stock.empty')}>
          {t('stock.emptyHint')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <ul className={people.people} data-testid="on-hand">
          {rows.map((row) => (
            <li key={`${row.productId} ${row.outletId}`}>
              <button type="button" className={list.press} onClick={() => onWhy(row.productId, row.outletId)}>
                <span className={list.words}>
                  <span className={list.name}>{row.name}</span>
                  <span className={list.detail}>
                    {row.sku} · {nameOf(row.outletId)}
                  </span>
                </span>
                <span className={list.end}>
                  {row.onHandMilli < 0 ? (
                    <Pill tone="risk">
                      {formatQuantity(row.onHandMilli, language)} {row.unit}
                    </Pill>
                  ) : (
                    <span className={list.name}>
                      {formatQuantity(row.onHandMilli, language)} {row.unit}
                    </span>
                  )}
                  <span className={list.detail}>{formatRupiah(row.value)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {owner('form.more')}
        </Button>
      )}
    </>
  );
}
