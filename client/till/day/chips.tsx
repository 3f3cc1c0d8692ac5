import { useId } from 'react';
import styles from './day.module.css';

/** One of a handful, all in view: radio buttons that look like chips. */
export function Chips<Value extends string>({
  legend,
  legendShown = true,
  value,
  options,
  onChange,
  testIdPrefix,
}: {
  legend: string;
  /** false: a heading above says it already */
  legendShown?: boolean;
  value: Value | null;
  options: readonly { value: Value; text: string }[];
  onChange: (value: Value) => void;
  testIdPrefix: string;
}) {
  const name = useId();
  return (
    <fieldset className={styles.chips}>
      <legend className={legendShown ? styles.legend : 'visually-hidden'}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.chip}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            data-testid={`${testIdPrefix}-${option.value}`}
            onChange={() => onChange(option.value)}
          />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
