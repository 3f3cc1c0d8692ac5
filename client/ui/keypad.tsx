import { IconBackspace } from '@tabler/icons-react';
import { classNames } from './class-names.ts';
import styles from './keypad.module.css';

export type KeypadProps = {
  /** Name of the group for screen readers, e.g. "PIN" or "Uang diterima". */
  label: string;
  backspaceLabel: string;
  /** Receives what the key writes: a digit, or the extra key's text. */
  onKey: (text: string) => void;
  onBackspace: () => void;
  /** The key at the lower left: zeros for money, a comma for weights; none leaves a gap. */
  extraKey?: '00' | '000' | ',';
  /** `pin` gives the keys the test ids `pin-0` … `pin-9`, `pin-extra`, `pin-backspace`. */
  testIdPrefix?: string;
  size?: 56 | 64;
  disabled?: boolean;
  className?: string;
};

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** A pad for numbers. It holds no value: who renders it decides what a key does. */
export function Keypad(props: KeypadProps) {
  const {
    label,
    backspaceLabel,
    onKey,
    onBackspace,
    extraKey,
    testIdPrefix,
    size = 64,
    disabled,
    className,
  } = props;
  const testId = (key: string) => (testIdPrefix ? `${testIdPrefix}-${key}` : undefined);
  const key = (text: string, id = text) => (
    <button
      key={id}
      type="button"
      className={styles.key}
      disabled={disabled}
      data-testid={testId(id)}
      onClick={() => onKey(text)}
    >
      {text}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a border and a legend of its own
    <div role="group" aria-label={label} className={classNames(styles.pad, styles[`size${size}`], className)}>
      {digits.map((digit) => key(digit))}
      {extraKey ? key(extraKey, 'extra') : <span />}
      {key('0')}
      <button
        type="button"
        className={classNames(styles.key, styles.backspace)}
        disabled={disabled}
        aria-label={backspaceLabel}
        data-testid={testId('backspace')}
        onClick={onBackspace}
      >
        <IconBackspace size={28} aria-hidden="true" />
      </button>
    </div>
  );
}
