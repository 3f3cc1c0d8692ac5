import { TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useShop } from '../account.ts';
import form from '../frame/form.module.css';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { downloadText } from '../products/download-text.ts';
import styles from '../sales/sales-page.module.css';
import { dateTime } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import { type Customer, CustomerForm } from './customer-form.tsx';

type CustomerSheetProps = {
  customerId: string;
  onClose: () => void;
  onOpen: (customerId: string) => void;
};

/** One person: what they owe and bought, and what can be done with the entry. */
export function CustomerSheet({ customerId, onClose, onOpen }: CustomerSheetProps) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const { role } = useShop();
  const [doing, setDoing] = useState<'edit' | 'merge' | 'erase' | null>(null);
  const { data, isError, error, refetch } = useQuery(trpc.customers.get.queryOptions({ customerId }));
  if (data && doing === 'edit') return <CustomerForm customer={data} onClose={() => setDoing(null)} />;
  return (
    <Sheet
      title={data?.name || t(data?.erased ? 'customers.erased' : 'customers.nameless')}
      closeLabel={owner('form.close')}
      onClose={onClose}
      placement="side"
    >
      {!data &&
        (isError ? <LoadProblem error={error} onRetry={() => void refetch()} /> : <Skeleton height={240} />)}
      {data && doing === 'merge' && <Merge customer={data} onDone={onOpen} onCancel={() => setDoing(null)} />}
      {data && doing === 'erase' && (
        <Erase customer={data} onDone={onClose} onCancel={() => setDoing(null)} />
      )}
      {data && doing === null && (
        <div className={form.form} data-testid="customer-detail">
          <Facts customer={data} />
          {!data.erased && (
            <div className={form.buttons}>
              <Button onClick={() => setDoing('edit')}>{t('customers.edit')}</Button>
              <Button onClick={() => setDoing('merge')}>{t('customers.merge')}</Button>
              {role === 'owner' && <Download customerId={customerId} />}
              {role === 'owner' && <Button onClick={() => setDoing('erase')}>{t('customers.erase')}</Button>}
            </div>
          )}
          <History customer={data} />
        </div>
      )}
    </Sheet>
  );
}

/** Everything the shop holds about a person, for them to have (T5). */
function Download({ customerId }: { customerId: string }) {
  const { t } = useTranslation('books');
  const trpc = useTRPC();
  const download = useMutation(
    trpc.customers.export.mutationOptions({
      onError: useFailure(),
      onSuccess: (held) =>
        downloadText(`${held.name || held.id}.json`, JSON.stringify(held, null, 2), 'application/json'),
    }),
  );
  return (
    <Button
      busy={download.isPending}
      data-testid="customer-download"
      onClick={() => download.mutate({ customerId })}
    >
      {t('customers.download')}
    </Button>
  );
}

function Facts({ customer }: { customer: Customer }) {
  const { t } = useTranslation('books');
  const rows = [
    [t('customers.debt'), formatRupiah(customer.debt)],
    [t('customers.deposit'), formatRupiah(customer.deposit)],
    [
      t('customers.limit'),
      customer.debtLimit === null ? t('customers.limitOwn') : formatRupiah(customer.debtLimit),
    ],
    [t('customers.phone'), customer.phone],
    [t('customers.email'), customer.email],
    [t('customers.address'), customer.address],
    [t('customers.note'), customer.note],
  ] as const;
  return (
    <dl className={styles.sums}>
      {rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function History({ customer }: { customer: Customer }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  return (
    <>
      {customer.ledger.length > 0 && (
        <section className={styles.part}>
          <h3>{t('customers.ledger')}</h3>
          <ul className={list.list}>
            {customer.ledger.slice(0, 50).map((entry) => (
              <li key={`${entry.source} ${entry.sourceId} ${entry.account}`} className={list.item}>
                <span className={list.words}>
                  <span className={list.name}>
                    {t(entry.account === 'debt' ? 'customers.debt' : 'customers.deposit')} ·{' '}
                    {t(`customers.sources.${entry.source as 'sale'}`)}
                  </span>
                  <span className={list.detail}>{dateTime(entry.occurredAt, language)}</span>
                </span>
                <span>{formatRupiah(entry.amount)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.part}>
        <h3>{t('customers.history')}</h3>
        {customer.sales.length === 0 && <p className={form.hint}>{t('customers.noHistory')}</p>}
        <ul className={list.list}>
          {customer.sales.slice(0, 50).map((sale) => (
            <li key={sale.id} className={list.item}>
              <span className={list.words}>
                <span className={list.name}>{sale.receiptNumber}</span>
                <span className={list.detail}>{dateTime(sale.occurredAt, language)}</span>
              </span>
              <span>{formatRupiah(sale.total)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

type DeedProps = { customer: Customer; onDone: (customerId: string) => void; onCancel: () => void };

function Merge({ customer, onDone, onCancel }: DeedProps) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [search, setSearch] = useState('');
  const found = useQuery(
    trpc.customers.list.queryOptions({ search, limit: 8 }, { placeholderData: keepPreviousData }),
  );
  const merge = useMutation(
    trpc.customers.merge.mutationOptions({
      onError: useFailure(),
      onSuccess: async ({ id }) => {
        showToast({ message: t('customers.merged'), tone: 'ok' });
        await queries.invalidateQueries(trpc.customers.pathFilter());
        onDone(id);
        onCancel();
      },
    }),
  );
  const others = found.data?.customers.filter(({ id, erased }) => id !== customer.id && !erased) ?? [];
  return (
    <div className={form.form}>
      <h3>{t('customers.mergeTitle')}</h3>
      <p className={form.hint}>{t('customers.mergeHint')}</p>
      <TextInput
        type="search"
        aria-label={t('customers.search')}
        placeholder={t('customers.search')}
        value={search}
        onChange={({ currentTarget: { value } }) => setSearch(value)}
      />
      {others.map((other) => (
        <Button
          key={other.id}
          busy={merge.isPending && merge.variables.into === other.id}
          onClick={() => merge.mutate({ customerId: customer.id, into: other.id })}
        >
          {t('customers.mergeInto', { name: [other.name, other.phone].filter(Boolean).join(' ') })}
        </Button>
      ))}
      <Button onClick={onCancel}>{owner('form.cancel')}</Button>
    </div>
  );
}

function Erase({ customer, onDone, onCancel }: DeedProps) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const erase = useMutation(
    trpc.customers.erase.mutationOptions({
      onError: useFailure(),
      onSuccess: async ({ id }) => {
        showToast({ message: t('customers.wasErased'), tone: 'ok' });
        onDone(id);
        await queries.invalidateQueries(trpc.customers.pathFilter());
      },
    }),
  );
  return (
    <div className={form.form}>
      <h3>{t('customers.eraseTitle', { name: customer.name || t('customers.nameless') })}</h3>
      <p>{t('customers.eraseHint')}</p>
      <Button
        variant="danger"
        busy={erase.isPending}
        onClick={() => erase.mutate({ customerId: customer.id })}
      >
        {t('customers.eraseConfirm')}
      </Button>
      <Button onClick={onCancel}>{owner('form.cancel')}</Button>
    </div>
  );
}
