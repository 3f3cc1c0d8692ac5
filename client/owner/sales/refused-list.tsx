import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { refusalText } from '../../../shared/sync/refusal-text.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import form from '../frame/form.module.css';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import people from '../staff/staff-page.module.css';
import { dateTime } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import styles from './sales-page.module.css';

type Refused = inferRouterOutputs<AppRouter>['sales']['refused']['list'][number];

/** Records that the server keeps but could not accept: reason, content and sender. */
export function RefusedList() {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const refused = useQuery(trpc.sales.refused.list.queryOptions({ limit: 200 }));
  const [open, setOpen] = useState<Refused | null>(null);
  const queries = useQueryClient();
  const failed = useFailure();
  const dismiss = useMutation(
    trpc.sales.refused.dismiss.mutationOptions({
      onError: failed,
      onSuccess: async () => {
        setOpen(null);
        await queries.invalidateQueries(trpc.sales.refused.pathFilter());
      },
    }),
  );
  if (!refused.data)
    return refused.isError ? (
      <LoadProblem error={refused.error} onRetry={() => void refused.refetch()} />
    ) : (
      <Skeleton height={160} />
    );
  if (refused.data.length === 0)
    return (
      <EmptyState kind="done" title={t('sales.emptyRefused')}>
        {t('sales.emptyRefusedHint')}
      </EmptyState>
    );
  const sender = ({ deviceName }: Refused) =>
    deviceName ? t('sales.refusedFrom', { device: deviceName }) : t('sales.refusedByPerson');
  return (
    <>
      <StaleNote query={refused} />
      <ul className={people.people} data-testid="refused">
        {refused.data.map((one) => (
          <li key={`${one.recordId} ${one.contentHash}`}>
            <button type="button" className={list.press} onClick={() => setOpen(one)}>
              <span className={list.words}>
                <span className={list.name}>{receiptOf(one.payload) ?? t('sales.refusedNoReceipt')}</span>
                <span className={list.detail}>{refusalText(one.code, language)}</span>
                <span className={list.detail}>
                  {dateTime(one.receivedAt, language)} · {sender(one)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <Sheet
          title={receiptOf(open.payload) ?? t('sales.refusedTitle')}
          closeLabel={t('form.close')}
          onClose={() => setOpen(null)}
          placement="side"
        >
          <div className={form.form}>
            <section className={styles.part}>
              <h3>{t('sales.refusedReason')}</h3>
              <p>{refusalText(open.code, language)}</p>
              {open.field && <p className={form.hint}>{t('sales.refusedField', { field: open.field })}</p>}
            </section>
            <dl className={styles.sums}>
              <dt>{t('sales.receivedAt')}</dt>
              <dd>{dateTime(open.receivedAt, language)}</dd>
              <dt>{t('sales.device')}</dt>
              <dd>{sender(open)}</dd>
            </dl>
            <section className={styles.part}>
              <h3>{t('sales.refusedContent')}</h3>
              <pre className={styles.content}>{JSON.stringify(open.payload, null, 2)}</pre>
            </section>
            <Button
              busy={dismiss.isPending}
              onClick={() => dismiss.mutate({ recordId: open.recordId, contentHash: open.contentHash })}
            >
              {t('sales.refusedDismiss')}
            </Button>
          </div>
        </Sheet>
      )}
    </>
  );
}

/** A refused record may be anything: its receipt number only where it has one. */
function receiptOf(payload: unknown): string | null {
  const number = (payload as { receiptNumber?: unknown } | null)?.receiptNumber;
  return typeof number === 'string' && number !== '' ? number : null;
}
