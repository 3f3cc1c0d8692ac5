import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerPaymentRecord } from '../../../shared/sync/day-records.ts';
import type { Customer } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiah, formatRupiahBare } from '../../ui/format-rupiah.ts';
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

const METHODS = ['cash', 'transfer', 'ewallet', 'card'] as const;

/** Kasbon paid back, a deposit made or taken out: how much, and how the money moves. */
export function CustomerMoneySheet({
  customer,
  purpose,
  onClose,
}: {
  customer: Customer;
  purpose: CustomerPaymentRecord['purpose'];
  onClose: () => void;
}) {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const { id: staffId } = useCashier();
  const { approve, sheet } = useApproval();
  const most =
    purpose === 'debtRepayment' ? customer.debt : purpose === 'depositOut' ? customer.balance : null;
  const [text, setText] = useState('');
  const [method, setMethod] = useState<(typeof METHODS)[number]>('cash');
  const [reference, setReference] = useState('');
  const [asked, setAsked] = useState(false);
  const { once, failure, setFailure } = useOnce();
  const parsed = readPositive(text);
  const tooMuch = parsed.ok && most !== null && parsed.amount > most;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (!parsed.ok || tooMuch) return;
    if (local.outletSettings.get().shift.required && !local.shift.get()) {
      setFailure(t('shift.needsShift'));
      return;
    }
    await once(async () => {
      const approvals = await approve('customerPayment');
      if (!approvals) return;
      const noted = reference.trim();
      const { amount } = parsed;
      await local.customerPayment({
        staffId,
        customerId: customer.id,
        purpose,
        method,
        amount,
        ...(noted && method !== 'cash' && { reference: noted }),
        approvals,
      });
      showToast({
        message: t(`customers.money.${purpose}Done`, { amount: formatRupiah(amount) }),
        tone: 'ok',
      });
      onClose();
    });
  }

  return (
    <Sheet
      title={t(`customers.${purpose === 'debtRepayment' ? 'repay' : purpose}`)}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <form onSubmit={submit} className={styles.stack} noValidate data-testid="customer-money">
        <MoneyField
          label={t('customers.money.amount')}
          hint={t(purpose === 'debtRepayment' ? 'customers.money.owed' : 'customers.money.kept', {
            amount: formatRupiah(purpose === 'debtRepayment' ? customer.debt : customer.balance),
          })}
          error={
            tooMuch
              ? t(
                  purpose === 'debtRepayment'
                    ? 'customers.money.tooMuchDebt'
                    : 'customers.money.tooMuchBalance',
                  {
                    amount: formatRupiah(most ?? 0),
                  },
                )
              : asked && !parsed.ok && t(`amount.${parsed.reason}`)
          }
          value={text}
          onChange={setText}
          testId="money-amount"
          autofocus
        />
        {most !== null && most > 0 && (
          <Button data-testid="money-all" onClick={() => setText(formatRupiahBare(most))}>
            {t('customers.money.all', { amount: formatRupiah(most) })}
          </Button>
        )}
        <Chips
          legend={t('customers.money.method')}
          value={method}
          options={METHODS.map((value) => ({ value, text: t(`methods.${value}`) }))}
          onChange={setMethod}
          testIdPrefix="money-method"
        />
        {method !== 'cash' && (
          <Field label={t('customers.money.reference')}>
            {(control) => (
              <input
                {...control}
                data-testid="money-reference"
                autoComplete="off"
                maxLength={120}
                value={reference}
                onChange={(event) => setReference(event.target.value)}
              />
            )}
          </Field>
        )}
        <p role="alert" className={styles.warning} data-testid="money-message">
          {failure}
        </p>
        <Button type="submit" variant="primary" size={56} wide data-testid="money-save">
          {t(`customers.money.${purpose}`)}
        </Button>
      </form>
      {sheet}
    </Sheet>
  );
}
