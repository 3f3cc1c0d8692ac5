import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import styles from './day.module.css';
import { amountOf, type Counted, DenominationCount, NOTHING_COUNTED } from './denomination-count.tsx';
import { useCashier } from './use-cashier.ts';
import { useOnce } from './use-once.ts';

/** The float of a new shift, counted by notes and coins. */
export function OpenShiftForm() {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const { id: staffId } = useCashier();
  const [counted, setCounted] = useState<Counted>(NOTHING_COUNTED);
  const { once, failure } = useOnce();
  const float = amountOf(counted);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (float === null) return;
    await once(async () => {
      const denominations = counted.by === 'pieces' ? counted.pieces : {};
      const result = await local.openShift({ staffId, float, denominations });
      if (result.ok) showToast({ message: t('shift.opened', { amount: formatRupiah(float) }), tone: 'ok' });
      else showToast({ message: t('shift.alreadyOpen') });
    });
  }

  return (
    <form onSubmit={submit} className={styles.stack} noValidate data-testid="open-shift">
      <DenominationCount counted={counted} onChange={setCounted} />
      <p role="alert" className={styles.warning}>
        {failure}
      </p>
      <Button
        type="submit"
        variant="primary"
        size={64}
        wide
        disabled={float === null}
        data-testid="shift-open"
        onClick={(event) => event.detail > 1 && event.preventDefault()}
      >
        {t('shift.open')}
      </Button>
    </form>
  );
}
