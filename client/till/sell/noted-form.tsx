import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { formatRupiah, formatRupiahBare } from '../../ui/format-rupiah.ts';
import { parseAmount } from '../parse-amount.ts';
import { PartForm } from './part-form.tsx';
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

  async function submit() {
    if (sending.current) return;
    sending.current = true;
    try {
      const noted = reference.trim();
      await onPaid({ method, amount, tendered: amount, ...(noted && { reference: noted }) });
    } finally {
      sending.current = false;
    }
  }

  return (
    <PartForm
      text={text}
      onText={setText}
      hint={t(`tender.${method}Hint`)}
      problem={problem && t(problem === 'overDue' ? 'tender.overDue' : `amountErrors.${problem}`)}
      failure={failure}
      button={{
        text:
          amount < due
            ? t('tender.takePartOf', { amount: formatRupiah(amount), rest: formatRupiah(due - amount) })
            : till('tender.confirm'),
        testId: 'tender-confirm',
        disabled: !ready,
      }}
      onSubmit={() => void submit()}
    >
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
    </PartForm>
  );
}
