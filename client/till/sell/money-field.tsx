import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { Field } from '../../ui/field.tsx';
import { formatRupiahBare } from '../../ui/format-rupiah.ts';
import { readDigits } from '../parse-amount.ts';
import styles from './sell-form.module.css';

/** An amount that is typed; points appear as one types, anything else stays as typed for the message to name. */
export function MoneyField({
  label,
  hint,
  error,
  value,
  onChange,
  placeholder,
  testId,
  autofocus,
}: {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
  testId: string;
  autofocus?: boolean;
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          className={classNames(control.className, styles.amount)}
          data-testid={testId}
          inputMode="numeric"
          autoComplete="off"
          placeholder={placeholder}
          maxLength={30}
          data-autofocus={autofocus || undefined}
          value={value}
          onFocus={(event) => event.target.select()}
          onChange={(event) => onChange(withPoints(event.target.value))}
        />
      )}
    </Field>
  );
}

function withPoints(typed: string): string {
  const digits = readDigits(typed);
  return digits === null || digits === '' || digits.length > 15 ? typed : formatRupiahBare(Number(digits));
}
