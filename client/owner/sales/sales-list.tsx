import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LinkButton } from '../frame/link-button.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import people from '../staff/staff-page.module.css';
import { dateTime } from '../times.ts';
import { useTRPC, useTRPCClient } from '../trpc.ts';

type SalesListProps = {
  outletId: string | undefined;
  flaggedOnly: boolean;
  refundsOnly: boolean;
  outlets: readonly { id: string; timeZone: string }[];
  onOpen: (saleId: string) => void;
};

/** Sales, newest first, each with the time on its outlet's wall; more on request. */
export function SalesList({ outletId, flaggedOnly, refundsOnly, outlets, onOpen }: SalesListProps) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const pages = useInfiniteQuery({
    queryKey: [...trpc.sales.list.pathKey(), 'pages', outletId, flaggedOnly, refundsOnly],
    queryFn: ({ pageParam }) =>
      client.sales.list.query({
        outletId,
        flaggedOnly,
        kinds: refundsOnly ? ['refund'] : ['sale'],
        limit: 50,
        cursor: pageParam,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (!pages.data)
    return pages.isError ? (
      <LoadProblem error={pages.error} onRetry={() => void pages.refetch()} />
    ) : (
      <Skeleton height={320} />
    );
  const sales = pages.data.pages.flatMap((page) => page.sales);
  if (sales.length === 0 && refundsOnly)
    return (
      <EmptyState kind="sales" title={t('sales.emptyRefunds')}>
        {t('sales.emptyRefundsHint')}
      </EmptyState>
    );
  if (sales.length === 0)
    return flaggedOnly ? (
      <EmptyState kind="done" title={t('sales.emptyFlagged')}>
        {t('sales.emptyFlaggedHint')}
      </EmptyState>
    ) : (
      <EmptyState
        kind="sales"
        title={t('sales.empty')}
        action={<LinkButton to="/owner/devices">{t('home.devices')}</LinkButton>}
      >
        {t('sales.emptyHint')}
      </EmptyState>
    );
  return (
    <>
      <StaleNote query={pages} />
      <ul className={people.people} data-testid="sales">
        {sales.map((sale) => {
          const timeZone = outlets.find(({ id }) => id === sale.outletId)?.timeZone;
          return (
            <li key={sale.id}>
              <button
                type="button"
                className={list.press}
                data-testid="sale"
                data-receipt={sale.receiptNumber}
                onClick={() => onOpen(sale.saleId)}
              >
                <span className={list.words}>
                  <span className={list.name}>{sale.receiptNumber}</span>
                  <span className={list.detail}>
                    {[
                      dateTime(sale.occurredAt, language, timeZone),
                      sale.staffName ?? t('sales.unknownStaff'),
                      sale.outletName,
                    ].join(' · ')}
                  </span>
                </span>
                <span className={list.end}>
                  <Money amount={sale.kind === 'refund' ? -sale.total : sale.total} className={list.name} />
                  <span className={list.detail}>{t('sales.lines', { count: sale.lineCount })}</span>
                </span>
                {(sale.flags.length > 0 || sale.voided || sale.refunded > 0) && (
                  <span className={list.pills}>
                    {sale.voided && <Pill>{t('sales.voided')}</Pill>}
                    {sale.refunded > 0 && (
                      <Pill>{t('sales.refunded', { amount: formatRupiah(sale.refunded) })}</Pill>
                    )}
                    {sale.flags.map((flag) => (
                      <Pill key={flag} tone="warning">
                        {t(`sales.flagNames.${flag}`)}
                      </Pill>
                    ))}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {pages.hasNextPage && (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('form.more')}
        </Button>
      )}
    </>
  );
}
