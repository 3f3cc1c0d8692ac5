import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiah, formatRupiahBare } from '../../ui/format-rupiah.ts';
import { parseAmount } from '../parse-amount.ts';
import { MoneyField } from './money-field.tsx';
import form from './sell-form.module.css';
import type { TenderFormProps } from './tender-form.ts';

/** Card, transfer or e-wallet: taken elsewhere, noted here with what finds it again. */
export function NotedForm({
  method,
  due,
  failure,
  onPaid,
}: TenderFormProps & { method: 'card' | 'transfer' | 'ewallet' }) {
  const { t } = useTranslation('sell');
  const { t: till } = useTranslation('till');
  const [text, setText] = useState(formatRupiahBare(due));
  const [reference, setReference] = useState('');
  const sending = useRef(false);
  const parsed = parseAmount(text);
  const problem = !parsed.ok ? parsed.reason : parsed.amount > due ? 'overDue' : null;
  const amount = parsed.ok && !problem ? parsed.amount : 0;
  // Nothing to pay can be noted as cash of 0.
  const ready = problem === null && (amount > 0 || due === 0);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready || sending.current) return;
    sending.current = true;
    try {
      const noted = reference.trim();
      await onPaid({ method, amount, tendered: amount, ...(noted && { reference: noted }) });
    } finally {
      sending.current = false;
    }
  }

  return (
    <form onSubmit={submit} className={form.form} noValidate>
      <MoneyField
        label={t('tender.amount')}
        hint={t(`tender.${method}Hint`)}
        error={problem && t(problem === 'overDue' ? 'tender.overDue' : `amountErrors.${problem}`)}
        value={text}
        onChange={setText}
        testId="part-amount"
      />
      <Field label={t(`tender.${method}Reference`)}>
        {(control) => (
          <input
            {...control}
            data-testid="part-reference"
            data-autofocus
            autoComplete="off"
            maxLength={120}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
      <p role="alert" className={form.error} data-testid="tender-error">
        {failure && till(`tender.errors.${failure}`)}
      </p>
      <Button
        type="submit"
        variant="primary"
        size={64}
        wide
        disabled={!ready}
        data-testid="tender-confirm"
        onClick={(event) => event.detail > 1 && event.preventDefault()}
      >
        {amount < due
          ? t('tender.takePartOf', { amount: formatRupiah(amount), rest: formatRupiah(due - amount) })
          : till('tender.confirm')}
      </Button>
    </form>
  );
}
