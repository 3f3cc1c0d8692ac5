import '../reports/books-texts.ts';
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LinkButton } from '../frame/link-button.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import people from '../staff/staff-page.module.css';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { CustomerForm } from './customer-form.tsx';
import { CustomerSheet } from './customer-sheet.tsx';
import { DebtAges } from './debt-ages.tsx';

const ONLY = ['all', 'owing', 'deposit', 'members'] as const;

/** Who buys here, what they owe and what is kept for them. */
export default function CustomersPage() {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const go = useGo();
  const { path, query } = usePage();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const ageing = query.show === 'ageing';
  const only = ONLY.find((one) => one === query.show) ?? 'all';
  const pages = useInfiniteQuery({
    // By hand: the library's own options send a direction along, which the server does not know.
    queryKey: [...trpc.customers.list.pathKey(), 'pages', search, only],
    queryFn: ({ pageParam }) =>
      client.customers.list.query({
        search,
        only,
        sort: only === 'owing' ? 'debt' : 'name',
        limit: 50,
        cursor: pageParam,
      }),
    initialPageParam: null as inferRouterOutputs<AppRouter>['customers']['list']['next'],
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    enabled: !ageing,
  });
  const first = pages.data?.pages[0];
  const customers = pages.data?.pages.flatMap((page) => page.customers) ?? [];
  const goTo = (search: Record<string, string>, replace = false) => void go(path, { search, replace });
  const here: Record<string, string> = query.show ? { show: query.show } : {};
  return (
    <Page
      title={ageing ? t('customers.ageing') : t('customers.title')}
      intro={ageing ? t('customers.ageingIntro') : undefined}
      back={
        ageing
          ? { to: '/owner/customers', label: t('customers.title') }
          : { to: '/owner/more', label: owner('nav.more') }
      }
      action={
        <Button
          variant="primary"
          icon={<IconPlus size={20} aria-hidden="true" />}
          onClick={() => goTo({ ...here, add: '1' })}
        >
          {t('customers.add')}
        </Button>
      }
    >
      {ageing ? (
        <DebtAges onOpen={(customerId) => goTo({ ...here, customer: customerId })} />
      ) : (
        <>
          <TextInput
            type="search"
            aria-label={t('customers.search')}
            placeholder={t('customers.search')}
            value={typed}
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
          <SegmentedControl
            aria-label={t('customers.show')}
            size="sm"
            fullWidth
            value={only}
            data={ONLY.map((value) => ({ value, label: t(`customers.only.${value}`) }))}
            onChange={(value) => goTo(value === 'all' ? {} : { show: value }, true)}
          />
          <StaleNote query={pages} />
          {!first &&
            (pages.isError ? (
              <LoadProblem error={pages.error} onRetry={() => void pages.refetch()} />
            ) : (
              <Skeleton height={320} />
            ))}
          {first && (
            <p className={list.detail}>
              {t('customers.total', { count: first.total })} ·{' '}
              {t('customers.sumDebt', { amount: formatRupiah(first.debt) })} ·{' '}
              {t('customers.sumDeposit', { amount: formatRupiah(first.deposit) })}
            </p>
          )}
          {first && first.debt > 0 && (
            <LinkButton to="/owner/customers" search={{ show: 'ageing' }}>
              {t('customers.ageing')}
            </LinkButton>
          )}
          {first && customers.length === 0 && (
            <EmptyState
              kind={search ? 'search' : 'people'}
              title={search ? t('customers.noneFound') : t('customers.empty')}
            >
              {search ? t('customers.noneFoundHint') : t('customers.emptyHint')}
            </EmptyState>
          )}
          {customers.length > 0 && (
            <ul className={people.people} data-testid="customers">
              {customers.map((customer) => (
                <li key={customer.id}>
                  <button
                    type="button"
                    className={list.press}
                    onClick={() => goTo({ ...here, customer: customer.id })}
                  >
                    <span className={list.words}>
                      <span className={list.name}>
                        {customer.name || t(customer.erased ? 'customers.erased' : 'customers.nameless')}
                      </span>
                      <span className={list.detail}>{customer.phone}</span>
                    </span>
                    <span className={list.pills}>
                      {customer.member && <Pill>{t('customers.member')}</Pill>}
                      {customer.debt > 0 && (
                        <Pill tone="warning">
                          {t('customers.debt')} {formatRupiah(customer.debt)}
                        </Pill>
                      )}
                      {customer.deposit > 0 && (
                        <Pill tone="ok">
                          {t('customers.deposit')} {formatRupiah(customer.deposit)}
                        </Pill>
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
        </>
      )}
      {query.add === '1' && <CustomerForm customer={null} onClose={() => goTo(here, true)} />}
      {query.customer && (
        <CustomerSheet
          key={query.customer}
          customerId={query.customer}
          onClose={() => goTo(here, true)}
          onOpen={(customerId) => goTo({ ...here, customer: customerId }, true)}
        />
      )}
    </Page>
  );
}
