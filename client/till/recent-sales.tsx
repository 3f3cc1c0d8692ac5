import { Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../app/use-language.ts';
import { useStore } from '../app/use-store.ts';
import { ReceiptButton } from '../receipt/lazy-receipt.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Money } from '../ui/money.tsx';
import { useDevice } from './device-context.ts';
import { formatTime } from './format-time.ts';
import styles from './queue-screen.module.css';
import { SaleStatePill } from './sale-state-pill.tsx';
import { useFresh } from './use-fresh.ts';

const SHOWN = 50;

/** What this device sold lately, newest first, each with how far it has come. */
export function RecentSales() {
  const { t } = useTranslation('till');
  const language = useLanguage();
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const load = useCallback(() => local.recentSales(SHOWN), [local]);
  const sales = useFresh(load, queue);
  const timeZone = local.identity.get()?.outlet.timeZone;
  if (!sales) return null;
  if (sales.length === 0) {
    return (
      <EmptyState kind="sales" title={t('queue.noRecent')}>
        {t('queue.noRecentHint')}
      </EmptyState>
    );
  }
  return (
    <ul className={styles.list}>
      {sales.map(({ record, state, flags }) => (
        <li key={record.id} className={styles.row} data-testid="recent-sale" data-state={state}>
          <span className={styles.receipt}>{record.receiptNumber}</span>
          <Money amount={record.total} className={styles.amount} />
          <span className={styles.detail}>
            {formatTime(record.soldAt, language, timeZone)}
            {flags.length > 0 && ` · ${t('queue.flagged')}`}
          </span>
          <SaleStatePill state={state} />
          <Suspense fallback={null}>
            <ReceiptButton sale={record} reprint />
          </Suspense>
        </li>
      ))}
    </ul>
  );
}
