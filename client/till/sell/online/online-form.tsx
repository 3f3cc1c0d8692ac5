import './online-texts.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedMethod, OnlineMethod } from '../../../../shared/payments/payment-view.ts';
import { useStore } from '../../../app/use-store.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { formatRupiah, formatRupiahBare } from '../../../ui/format-rupiah.ts';
import { useDevice } from '../../device-context.ts';
import { parseAmount } from '../../parse-amount.ts';
import { MoneyField } from '../money-field.tsx';
import form from '../sell-form.module.css';
import type { TenderFormProps } from '../tender-form.ts';
import { OnlineSheet } from './online-sheet.tsx';

/** Paying through a connection: how much, then the code in front of the customer. */
export function OnlineForm({
  method,
  limits,
  due,
  failure,
  onPaid,
}: TenderFormProps & { method: OnlineMethod; limits: OfferedMethod | undefined }) {
  const { t } = useTranslation('online');
  const { t: sell } = useTranslation('sell');
  const { t: till } = useTranslation('till');
  const { local, till: session } = useDevice();
  const { online: wait } = useStore(session.cart);
  const [text, setText] = useState(formatRupiahBare(due));
  const [phone, setPhone] = useState('');
  /** begun here just now, so it has to be asked for; otherwise it is looked for */
  const [fresh, setFresh] = useState<string | null>(null);
  const parsed = parseAmount(text);
  const amount = parsed.ok ? parsed.amount : 0;
  const problem = !parsed.ok
    ? sell(`amountErrors.${parsed.reason}`)
    : amount > due
      ? sell('tender.overDue')
      : limits && amount < limits.minAmount
        ? t('tooSmall', { amount: formatRupiah(limits.minAmount) })
        : limits && amount > limits.maxAmount
          ? t('tooLarge', { amount: formatRupiah(limits.maxAmount) })
          : null;

  function start(event: FormEvent) {
    event.preventDefault();
    if (problem || amount <= 0 || wait) return;
    const paymentId = local.newSaleId();
    setFresh(paymentId);
    session.change({ type: 'online', online: { paymentId, method, amount } });
  }

  return (
    <>
      <form onSubmit={start} className={form.form} noValidate>
        <MoneyField
          label={sell('tender.amount')}
          error={problem}
          value={text}
          onChange={setText}
          testId="part-amount"
        />
        {method === 'ewallet' && (
          <Field label={t('phone')}>
            {(control) => (
              <input
                {...control}
                inputMode="tel"
                autoComplete="off"
                maxLength={16}
                data-testid="online-phone"
                value={phone}
                onChange={(event) => setPhone(event.target.value)}
              />
            )}
          </Field>
        )}
        <p role="alert" className={form.error} data-testid="tender-error">
          {failure && till(`tender.errors.${failure}`)}
        </p>
        <Button
          type="submit"
          variant="primary"
          size={64}
          wide
          disabled={problem !== null || amount <= 0}
          data-testid="online-start"
        >
          {t('start')}
        </Button>
      </form>
      {wait && (
        <OnlineSheet
          key={wait.paymentId}
          wait={wait}
          fresh={fresh === wait.paymentId}
          phone={phone.replaceAll(/[^\d+]/g, '')}
          onLeave={() => session.change({ type: 'online', online: null })}
          onPaid={(reference) =>
            onPaid({
              method: 'gateway',
              amount: wait.amount,
              tendered: wait.amount,
              reference,
              paymentId: wait.paymentId,
            })
          }
        />
      )}
    </>
  );
}
