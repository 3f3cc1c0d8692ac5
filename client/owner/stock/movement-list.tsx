import { useInfiniteQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LoadProblem } from '../frame/load-problem.tsx';
import people from '../staff/staff-page.module.css';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import { MovementRow } from './movement-row.tsx';
import type { StockListProps } from './on-hand-list.tsx';

/** Everything that moved, newest first. */
export function MovementList({ outletId, nameOf }: Omit<StockListProps, 'onWhy'>) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const pages = useInfiniteQuery({
    // By hand: the library's own options send a direction along, which the server does not know.
    queryKey: [...trpc.stock.movements.pathKey(), 'pages', outletId],
    queryFn: ({ pageParam }) => client.stock.movements.query({ outletId, limit: 50, cursor: pageParam }),
    initialPageParam: null as inferRouterOutputs<AppRouter>['stock']['movements']['next'],
    getNextPageParam: ({ next }) => next,
  });
  const rows = pages.data?.pages.flatMap((page) => page.movements);
  if (!rows)
    return pages.isError ? (
      <LoadProblem error={pages.error} onRetry={() => void pages.refetch()} />
    ) : (
      <Skeleton height={320} />
    );
  if (rows.length === 0) return <EmptyState kind="products" title={t('stock.movementsEmpty')} />;
  return (
    <>
      <ul className={people.people} data-testid="movements">
        {rows.map((movement) => (
          <MovementRow
            key={movement.id}
            movement={movement}
            title={[movement.productName, nameOf(movement.outletId)].filter(Boolean).join(' · ')}
          />
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
