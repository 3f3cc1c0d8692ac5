import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { MoneyField } from '../sell/money-field.tsx';
import { Chips } from './chips.tsx';
import styles from './day.module.css';
import { readPositive } from './read-positive.ts';
import { useApproval } from './use-approval.tsx';
import { useCashier } from './use-cashier.ts';
import { useOnce } from './use-once.ts';

/** Money into or out of the drawer that is no sale: how much, what for, and why. */
export function CashSheet({ direction, onClose }: { direction: 'in' | 'out'; onClose: () => void }) {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const { id: staffId } = useCashier();
  const { approve, sheet } = useApproval();
  const categories = useStore(local.outletSettings).shift.cashCategories[direction];
  const [text, setText] = useState('');
  const [category, setCategory] = useState(categories[0] ?? '');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const { once, failure } = useOnce();
  const parsed = readPositive(text);
  const out = direction === 'out';

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    const why = reason.trim();
    if (!parsed.ok || why === '') return;
    await once(async () => {
      const approvals = await approve(out ? 'cashOut' : 'cashIn');
      if (!approvals) return;
      const { amount } = parsed;
      await local.cashMovement({ staffId, direction, amount, category, reason: why, approvals });
      showToast({
        message: t(out ? 'shift.movedOut' : 'shift.movedIn', { amount: formatRupiah(amount) }),
        tone: 'ok',
      });
      onClose();
    });
  }

  return (
    <Sheet title={t(out ? 'shift.cashOut' : 'shift.cashIn')} closeLabel={common('close')} onClose={onClose}>
      <form onSubmit={submit} className={styles.stack} noValidate data-testid="cash-sheet">
        <MoneyField
          label={t('shift.amount')}
          error={asked && !parsed.ok && t(`amount.${parsed.reason}`)}
          value={text}
          onChange={setText}
          testId="cash-amount"
          autofocus
        />
        <Chips
          legend={t('shift.category')}
          value={category}
          options={categories.map((name) => ({ value: name, text: name }))}
          onChange={setCategory}
          testIdPrefix="cash-category"
        />
        <Field
          label={t('shift.reason')}
          hint={t('shift.reasonHint')}
          error={asked && reason.trim() === '' && t('shift.reasonMissing')}
        >
          {(control) => (
            <input
              {...control}
              data-testid="cash-reason"
              autoComplete="off"
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <p role="alert" className={styles.warning}>
          {failure}
        </p>
        <Button type="submit" variant="primary" size={56} wide data-testid="cash-save">
          {t(out ? 'shift.saveOut' : 'shift.saveIn')}
        </Button>
      </form>
      {sheet}
    </Sheet>
  );
}
