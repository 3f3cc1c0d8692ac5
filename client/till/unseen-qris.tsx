import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Payment } from '../../shared/sync/sale-record.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { showToast } from '../ui/toast-store.ts';
import { useDevice } from './device-context.ts';
import styles from './sale-done-screen.module.css';

/** A QRIS payment whose money nobody has seen yet; it may come while the customer still stands there. */
export function UnseenQris({ saleId, payment }: { saleId: string; payment: Payment }) {
  const { t } = useTranslation('till');
  const { local, till } = useDevice();
  const [state, setState] = useState<'open' | 'busy' | 'seen'>('open');

  async function confirm() {
    const staffId = till.cashier.get()?.id;
    if (!staffId || state !== 'open') return;
    setState('busy');
    try {
      await local.confirmQris({ staffId, saleId, paymentId: payment.id, outcome: 'received' });
      setState('seen');
    } catch {
      setState('open');
      showToast({ message: t('storageBroken.hint'), tone: 'warning' });
    }
  }

  return (
    <div className={styles.unseen} role="status" data-testid="qris-state" data-state={state}>
      <span>
        {t(state === 'seen' ? 'done.qrisConfirmed' : 'done.qrisUnseen')} <Money amount={payment.amount} />
      </span>
      {state !== 'seen' && (
        <Button busy={state === 'busy'} data-testid="qris-confirm" onClick={() => void confirm()}>
          {t('done.qrisSeen')}
        </Button>
      )}
    </div>
  );
}
