import { useInfiniteQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import people from '../staff/staff-page.module.css';
import { dateTime } from '../times.ts';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import type { StockListProps } from './on-hand-list.tsx';

/** Receipts of goods, transfers, counts and waste, newest first. */
export function DocumentList({ outletId, nameOf }: Omit<StockListProps, 'onWhy'>) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const pages = useInfiniteQuery({
    // By hand: the library's own options send a direction along, which the server does not know.
    queryKey: [...trpc.stock.documents.pathKey(), 'pages', outletId],
    queryFn: ({ pageParam }) => client.stock.documents.query({ outletId, limit: 50, cursor: pageParam }),
    initialPageParam: null as inferRouterOutputs<AppRouter>['stock']['documents']['next'],
    getNextPageParam: ({ next }) => next,
  });
  const rows = pages.data?.pages.flatMap((page) => page.documents);
  if (!rows)
    return pages.isError ? (
      <LoadProblem error={pages.error} onRetry={() => void pages.refetch()} />
    ) : (
      <Skeleton height={320} />
    );
  if (rows.length === 0)
    return (
      <EmptyState kind="products" title={t('stock.documentsEmpty')}>
        {t('stock.documentsEmptyHint')}
      </EmptyState>
    );
  return (
    <>
      <ul className={people.people} data-testid="documents">
        {rows.map((one) => (
          <li key={one.id} className={list.item}>
            <span className={list.words}>
              <span className={list.name}>{t(`stock.types.${one.type}`)}</span>
              <span className={list.detail}>
                {[nameOf(one.outletId), one.toOutletId && nameOf(one.toOutletId)].filter(Boolean).join(' → ')}
              </span>
              <span className={list.detail}>
                {[
                  dateTime(one.occurredAt, language),
                  one.deviceName ?? t('stock.desk'),
                  one.staffName,
                  one.reference,
                  one.note,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span>{t('stock.lines', { count: one.lineCount })}</span>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {owner('form.more')}
        </Button>
      )}
    </>
  );
}
