import '../reports/books-texts.ts';
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import people from '../staff/staff-page.module.css';
import { dateTime } from '../times.ts';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { ShiftSheet } from './shift-sheet.tsx';
import { VariancePill } from './variance-pill.tsx';

/** Every drawer that was opened, newest first, with its difference and what arrived late. */
export default function ShiftsPage() {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const go = useGo();
  const { path, query } = usePage();
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const { outlet: outletId, shift: shiftId } = query;
  const pages = useInfiniteQuery({
    // By hand: the library's own options send a direction along, which the server does not know.
    queryKey: [...trpc.shifts.list.pathKey(), 'pages', outletId],
    queryFn: ({ pageParam }) => client.shifts.list.query({ outletId, limit: 30, cursor: pageParam }),
    initialPageParam: null as inferRouterOutputs<AppRouter>['shifts']['list']['nextCursor'],
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const goTo = (change: Record<string, string | undefined>, replace: boolean) => {
    const wanted = Object.entries({ outlet: outletId, ...change });
    void go(path, {
      search: Object.fromEntries(wanted.flatMap(([name, value]) => (value ? [[name, value]] : []))),
      replace,
    });
  };
  const zoneOf = (id: string) => outlets.data?.find((outlet) => outlet.id === id)?.timeZone;
  const shifts = pages.data?.pages.flatMap((page) => page.shifts);
  return (
    <Page
      title={t('shifts.title')}
      intro={t('shifts.intro')}
      back={{ to: '/owner/more', label: owner('nav.more') }}
    >
      {(outlets.data?.length ?? 0) > 1 && (
        <NativeSelect
          aria-label={owner('sales.outlet')}
          value={outletId ?? ''}
          data={[
            { value: '', label: owner('sales.allOutlets') },
            ...(outlets.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) => goTo({ outlet: value || undefined }, true)}
        />
      )}
      <StaleNote query={pages} />
      {!shifts &&
        (pages.isError ? (
          <LoadProblem error={pages.error} onRetry={() => void pages.refetch()} />
        ) : (
          <Skeleton height={320} />
        ))}
      {shifts?.length === 0 && (
        <EmptyState kind="sales" title={t('shifts.empty')}>
          {t('shifts.emptyHint')}
        </EmptyState>
      )}
      {shifts && shifts.length > 0 && (
        <ul className={people.people} data-testid="shifts">
          {shifts.map((shift) => (
            <li key={shift.id}>
              <button type="button" className={list.press} onClick={() => goTo({ shift: shift.id }, false)}>
                <span className={list.words}>
                  <span className={list.name}>
                    {dateTime(shift.openedAt, language, zoneOf(shift.outletId))}
                  </span>
                  <span className={list.detail}>
                    {[
                      shift.staffName ?? owner('sales.unknownStaff'),
                      shift.deviceName,
                      shift.outletName,
                    ].join(' · ')}
                  </span>
                </span>
                <span className={list.end}>
                  <Money amount={shift.totals.sales - shift.totals.refunds} className={list.name} />
                </span>
                <span className={list.pills}>
                  <VariancePill variance={shift.close?.variance ?? null} />
                  {shift.close && shift.late.count > 0 && (
                    <Pill tone="warning">{t('shifts.late', { count: shift.late.count })}</Pill>
                  )}
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
      {shiftId && (
        <ShiftSheet shiftId={shiftId} zoneOf={zoneOf} onClose={() => goTo({ shift: undefined }, true)} />
      )}
    </Page>
  );
}
