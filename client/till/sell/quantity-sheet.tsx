import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Field } from '../../ui/field.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import type { CartLine } from '../cart.ts';
import { formatQuantity, type ParsedQuantity, parseQuantity } from '../parse-quantity.ts';
import styles from './quantity-sheet.module.css';

type Reason = (ParsedQuantity & { ok: false })['reason'];

/** Another quantity for a line. What can't be read stays on the screen with a reason and changes nothing. */
export function QuantitySheet({
  line,
  onApply,
  onClose,
}: {
  line: CartLine;
  onApply: (quantityMilli: number) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation();
  const [text, setText] = useState(() => formatQuantity(line.quantityMilli));
  // The first key replaces what stands there, as if it were selected.
  const [untouched, setUntouched] = useState(true);
  const [reason, setReason] = useState<Reason | null>(null);

  function write(next: string) {
    setText(next.slice(0, 24));
    setUntouched(false);
    setReason(null);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseQuantity(text);
    if (parsed.ok) onApply(parsed.quantityMilli);
    else setReason(parsed.reason);
  }

  return (
    <Sheet title={line.name} closeLabel={common('close')} onClose={onClose} className={styles.sheet}>
      <form onSubmit={submit} className={styles.form} noValidate>
        <Field
          label={t('quantity.label', { unit: line.unit })}
          error={reason && t(`quantity.errors.${reason}`)}
        >
          {(control) => (
            <input
              {...control}
              className={classNames(control.className, styles.number)}
              data-testid="quantity-input"
              // The pad below is the keyboard; a real one still types.
              inputMode="none"
              autoComplete="off"
              // biome-ignore lint/a11y/noAutofocus: the sheet was opened to type a number
              autoFocus
              value={text}
              onFocus={(event) => event.target.select()}
              onChange={(event) => write(event.target.value.replace('.', ','))}
            />
          )}
        </Field>
        <Keypad
          label={t('quantity.title')}
          backspaceLabel={common('backspace')}
          extraKey=","
          testIdPrefix="quantity"
          onKey={(key) => write((untouched ? '' : text) + key)}
          onBackspace={() => write(untouched ? '' : text.slice(0, -1))}
        />
        <Button type="submit" variant="primary" size={64} wide data-testid="quantity-apply">
          {t('quantity.apply')}
        </Button>
      </form>
    </Sheet>
  );
}
