import '../reports/books-texts.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import form from '../frame/form.module.css';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import people from '../staff/staff-page.module.css';
import { dateTime } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';

/** QRIS payments of which nobody has seen the money: an owner's own word on each, with an undo. */
export default function QrisPage() {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const open = useQuery(trpc.sales.unconfirmedQris.queryOptions({ limit: 200 }));
  const confirm = useMutation(
    trpc.sales.confirmQris.mutationOptions({
      onError: useFailure(),
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.sales.pathFilter());
        await queries.invalidateQueries(trpc.reports.pathFilter());
      },
    }),
  );
  type Payment = NonNullable<typeof open.data>['payments'][number];
  const say = ({ paymentId, receiptNumber }: Payment, outcome: 'received' | 'notReceived') =>
    confirm.mutate(
      { id: v7(), paymentId, outcome },
      {
        onSuccess: () =>
          void showToast({
            message: t(outcome === 'received' ? 'qris.saidReceived' : 'qris.saidNotReceived', {
              receipt: receiptNumber,
            }),
            tone: outcome === 'received' ? 'ok' : 'neutral',
            ...(outcome === 'received' && {
              actionLabel: t('qris.undo'),
              onAction: () => confirm.mutate({ id: v7(), paymentId, outcome: 'notReceived' }),
            }),
          }),
      },
    );
  return (
    <Page
      title={t('qris.title')}
      intro={t('qris.intro')}
      back={{ to: '/owner/more', label: owner('nav.more') }}
    >
      <StaleNote query={open} />
      {!open.data &&
        (open.isError ? (
          <LoadProblem error={open.error} onRetry={() => void open.refetch()} />
        ) : (
          <Skeleton height={240} />
        ))}
      {open.data?.count === 0 && (
        <EmptyState kind="done" title={t('qris.empty')}>
          {t('qris.emptyHint')}
        </EmptyState>
      )}
      {open.data && open.data.count > 0 && (
        <>
          <p>
            <strong>{formatRupiah(open.data.amount)}</strong>{' '}
            <span className={list.detail}>{t('qris.total', { count: open.data.count })}</span>
          </p>
          <ul className={people.people} data-testid="unconfirmed-qris">
            {open.data.payments.map((payment) => (
              <li key={payment.paymentId} className={list.item}>
                <span className={list.words}>
                  <span className={list.name}>
                    <Money amount={payment.amount} />
                  </span>
                  <span className={list.detail}>
                    {payment.receiptNumber} · {dateTime(payment.occurredAt, language)}
                  </span>
                  <span className={list.detail}>
                    {[payment.outletName, payment.staffName ?? owner('sales.unknownStaff'), payment.reference]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                  {payment.outcome === 'notReceived' && <Pill tone="risk">{t('qris.missing')}</Pill>}
                </span>
                <span className={form.buttons} style={{ flex: '1 1 300px' }}>
                  <Button onClick={() => say(payment, 'received')}>{t('qris.received')}</Button>
                  {payment.outcome === null && (
                    <Button onClick={() => say(payment, 'notReceived')}>{t('qris.notReceived')}</Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
