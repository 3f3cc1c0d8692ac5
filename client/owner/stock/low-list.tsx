import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { formatQuantity } from '../sales/format-quantity.ts';
import people from '../staff/staff-page.module.css';
import { useTRPC } from '../trpc.ts';
import type { StockListProps } from './on-hand-list.tsx';

/** What is at or below its threshold, the emptiest first. */
export function LowList({ outletId, nameOf, onWhy }: StockListProps) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const trpc = useTRPC();
  const low = useQuery(trpc.stock.low.queryOptions({ outletId }));
  if (!low.data)
    return low.isError ? (
      <LoadProblem error={low.error} onRetry={() => void low.refetch()} />
    ) : (
      <Skeleton height={320} />
    );
  if (low.data.length === 0)
    return (
      <EmptyState kind="done" title={t('stock.lowEmpty')}>
        {t('stock.lowEmptyHint')}
      </EmptyState>
    );
  return (
    <ul className={people.people} data-testid="low-stock">
      {low.data.map((row) => (
        <li key={`${row.productId} ${row.outletId}`}>
          <button type="button" className={list.press} onClick={() => onWhy(row.productId, row.outletId)}>
            <span className={list.words}>
              <span className={list.name}>{row.name}</span>
              <span className={list.detail}>
                {nameOf(row.outletId)} ·{' '}
                {t('stock.threshold', { quantity: formatQuantity(row.lowStockMilli ?? 0, language) })} ·{' '}
                {t('stock.missing', { quantity: formatQuantity(row.missingMilli, language) })}
              </span>
            </span>
            <span className={list.name}>
              {formatQuantity(row.onHandMilli, language)} {row.unit}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
