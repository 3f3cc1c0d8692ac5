import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RefundRecord } from '../../../shared/sync/day-records.ts';
import type { RefundableSale } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { isEmpty } from '../cart.ts';
import { useDevice } from '../device-context.ts';
import { PageSection } from '../page-frame.tsx';
import styles from './day.module.css';
import { RefundPaper } from './refund-paper.tsx';

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
      <RefundPaper refund={refund} reprint={false} />
      <Button size={56} wide data-testid="refund-exchange" onClick={() => void exchange()}>
        {t('refund.exchange')}
      </Button>
      <Button variant="primary" size={56} wide data-testid="refund-finished" onClick={onDone}>
        {t('shift.done')}
      </Button>
    </PageSection>
  );
}
