import './online-texts.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedMethod, OnlineMethod } from '../../../../shared/payments/payment-view.ts';
import { useStore } from '../../../app/use-store.ts';
import { Field } from '../../../ui/field.tsx';
import { formatRupiah, formatRupiahBare } from '../../../ui/format-rupiah.ts';
import { useDevice } from '../../device-context.ts';
import { parseAmount } from '../../parse-amount.ts';
import { PartForm } from '../part-form.tsx';
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

  function start() {
    if (wait) return;
    const paymentId = local.newSaleId();
    setFresh(paymentId);
    session.change({ type: 'online', online: { paymentId, method, amount } });
  }

  return (
    <>
      <PartForm
        text={text}
        onText={setText}
        problem={problem}
        failure={failure}
        button={{ text: t('start'), testId: 'online-start', disabled: problem !== null || amount <= 0 }}
        onSubmit={start}
      >
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
      </PartForm>
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
