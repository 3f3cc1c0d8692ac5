import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { receiptOfRefund } from '../../../shared/receipt/receipt-of-refund.ts';
import type { RefundRecord } from '../../../shared/sync/day-records.ts';
import type { RefundableSale } from '../../local/day-types.ts';
import { receiptContext } from '../../receipt/receipt-context.ts';
import { Button } from '../../ui/button.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { isEmpty } from '../cart.ts';
import { useDevice } from '../device-context.ts';
import { PageSection } from '../page-frame.tsx';
import { useFresh } from '../use-fresh.ts';
import styles from './day.module.css';
import { DocumentPaper } from './document-paper.tsx';

/** The refund is safe on the disk: what to hand out, its paper, and the way on to an exchange. */
export function RefundDone({
  refund,
  sale,
  onDone,
}: {
  refund: RefundRecord;
  sale: RefundableSale;
  onDone: () => void;
}) {
  const { t } = useTranslation('day');
  const { local, till } = useDevice();
  const navigate = useNavigate();
  const load = useCallback(
    () =>
      receiptContext(local, { id: refund.id, staffId: refund.staffId, customerId: refund.customerId }, false),
    [local, refund],
  );
  const context = useFresh(load, refund);

  async function exchange() {
    if (!isEmpty(till.cart.get())) {
      showToast({ message: t('refund.exchangeBusy'), tone: 'warning' });
      return;
    }
    till.change({ type: 'exchange', refundId: refund.id });
    if (sale.customerId !== null) {
      const known = await local.customers.get(sale.customerId);
      if (known) {
        const { id: customerId, name, phone, member } = known.customer;
        till.change({ type: 'customer', customer: { customerId, name, phone, member } });
      }
    }
    showToast({ message: t('refund.exchangeStarted', { amount: formatRupiah(refund.total) }) });
    await navigate({ to: '/' });
  }

  return (
    <PageSection title={t('refund.done')}>
      <div
        className={styles.big}
        role="status"
        data-testid="refund-done"
        data-refund-id={refund.id}
        data-amount={refund.total}
      >
        <span>{t('refund.give')}</span>
        <Money amount={refund.total} size="huge" />
        <span className={styles.detail}>
          {refund.payments
            .map(({ method, amount }) => `${t(`methods.${method}`)} ${formatRupiah(amount)}`)
            .join(' + ')}
        </span>
        <span className={styles.receipt}>
          {t('refund.number')} {refund.receiptNumber}
        </span>
      </div>
      {context && <DocumentPaper document={receiptOfRefund(refund, context)} />}
      <Button size={56} wide data-testid="refund-exchange" onClick={() => void exchange()}>
        {t('refund.exchange')}
      </Button>
      <Button variant="primary" size={56} wide data-testid="refund-finished" onClick={onDone}>
        {t('shift.done')}
      </Button>
    </PageSection>
  );
}
