import { IconMinus, IconPlus } from '@tabler/icons-react';
import { MILLI } from '../../../shared/money.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { formatQuantity, parseQuantity } from '../parse-quantity.ts';
import styles from './day.module.css';

/** A quantity by one piece or typed; the text is the owner's, so that a wrong one can be said to be wrong. */
export function QuantityStepper({
  label,
  lessLabel,
  moreLabel,
  text,
  wrong,
  onText,
  testId,
}: {
  label: string;
  lessLabel: string;
  moreLabel: string;
  text: string;
  wrong: boolean;
  onText: (text: string) => void;
  testId: string;
}) {
  const parsed = parseQuantity(text);
  const now = parsed.ok ? parsed.quantityMilli : 0;
  return (
    <span className={styles.stepper}>
      <IconButton
        aria-label={lessLabel}
        disabled={now === 0}
        data-testid={`${testId}-less`}
        onClick={() => onText(formatQuantity(Math.max(0, now - MILLI)))}
      >
        <IconMinus size={22} aria-hidden="true" />
      </IconButton>
      <input
        aria-label={label}
        aria-invalid={wrong || undefined}
        className={styles.quantity}
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
        placeholder="0"
        data-testid={testId}
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onText(event.target.value)}
      />
      <IconButton
        aria-label={moreLabel}
        data-testid={`${testId}-more`}
        onClick={() => onText(formatQuantity(now + MILLI))}
      >
        <IconPlus size={22} aria-hidden="true" />
      </IconButton>
    </span>
  );
}
