import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { useStore } from '../../app/use-store.ts';
import type { UnconfirmedQris } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { formatTime } from '../format-time.ts';
import { PageFrame, PageSection } from '../page-frame.tsx';
import { useFresh } from '../use-fresh.ts';
import styles from './day.module.css';
import { useCashier } from './use-cashier.ts';
import { useFailure } from './use-failure.ts';

/** `/qris`: payments of this device whose money nobody has seen, until somebody says what became of them. */
export function QrisScreen() {
  const { t } = useTranslation('day');
  return (
    <PageFrame title={t('qris.title')}>
      <Unconfirmed />
    </PageFrame>
  );
}

function Unconfirmed() {
  const { t } = useTranslation('day');
  const language = useLanguage();
  const { local } = useDevice();
  const { id: staffId } = useCashier();
  const failureOf = useFailure();
  const queue = useStore(local.queue);
  const load = useCallback(() => local.unconfirmedQris(), [local]);
  const waiting = useFresh(load, queue);
  const answered = useRef(new Set<string>());
  const timeZone = local.identity.get()?.outlet.timeZone;

  async function answer(payment: UnconfirmedQris['payments'][number], outcome: 'received' | 'notReceived') {
    const { saleId, paymentId, receiptNumber } = payment;
    if (answered.current.has(paymentId)) return;
    answered.current.add(paymentId);
    try {
      await local.confirmQris({ staffId, saleId, paymentId, outcome });
      showToast({
        message: t(outcome === 'received' ? 'qris.doneReceived' : 'qris.doneNotReceived', {
          receipt: receiptNumber,
        }),
        tone: outcome === 'received' ? 'ok' : 'warning',
      });
    } catch (error) {
      answered.current.delete(paymentId);
      showToast({ message: failureOf(error), tone: 'warning' });
    }
  }

  return (
    <PageSection title={t('qris.title')}>
      <p className={styles.hint}>{t('qris.intro')}</p>
      {waiting?.count === 0 && (
        <EmptyState kind="done" title={t('qris.none')}>
          {t('qris.noneHint')}
        </EmptyState>
      )}
      {waiting && waiting.count > 0 && (
        <p className={styles.sum} data-testid="qris-sum" data-count={waiting.count}>
          {t('qris.sum', { count: waiting.count, amount: formatRupiah(waiting.amount) })}
        </p>
      )}
      <ul className={styles.list}>
        {waiting?.payments.map((payment) => (
          <li key={payment.paymentId} className={styles.row} data-testid="qris-waiting">
            <span className={styles.receipt}>{payment.receiptNumber}</span>
            <Money amount={payment.amount} className={styles.amount} />
            <span className={styles.detail}>{formatTime(payment.soldAt, language, timeZone)}</span>
            <span className={styles.end}>
              <Button
                data-testid="qris-received"
                aria-label={t('qris.receivedOf', { receipt: payment.receiptNumber })}
                onClick={() => void answer(payment, 'received')}
              >
                {t('qris.received')}
              </Button>
              <Button
                data-testid="qris-not-received"
                aria-label={t('qris.notReceivedOf', { receipt: payment.receiptNumber })}
                onClick={() => void answer(payment, 'notReceived')}
              >
                {t('qris.notReceived')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </PageSection>
  );
}
