import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalErrorCode } from '../../local/types.ts';
import { Button } from '../../ui/button.tsx';
import { MoneyField } from './money-field.tsx';
import form from './sell-form.module.css';

/** One part of what is due: how much, what else the method asks (`children`), why it failed, and the button. */
export function PartForm({
  text,
  onText,
  hint,
  problem,
  failure,
  button,
  onSubmit,
  children,
}: {
  text: string;
  onText: (text: string) => void;
  hint?: string;
  /** why the amount can't be taken */
  problem: string | null;
  failure: LocalErrorCode | null;
  button: { text: string; testId: string; disabled: boolean };
  onSubmit: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation('sell');
  const { t: till } = useTranslation('till');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!button.disabled) onSubmit();
  }
  return (
    <form onSubmit={submit} className={form.form} noValidate>
      <MoneyField
        label={t('tender.amount')}
        {...(hint !== undefined && { hint })}
        error={problem}
        value={text}
        onChange={onText}
        testId="part-amount"
      />
      {children}
      <p role="alert" className={form.error} data-testid="tender-error">
        {failure && till(`tender.errors.${failure}`)}
      </p>
      <Button
        type="submit"
        variant="primary"
        size={64}
        wide
        disabled={button.disabled}
        data-testid={button.testId}
        onClick={(event) => event.detail > 1 && event.preventDefault()}
      >
        {button.text}
      </Button>
    </form>
  );
}
