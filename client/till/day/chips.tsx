import { useId } from 'react';
import styles from './day.module.css';

/** One of a handful, all in view: radio buttons that look like chips. */
export function Chips<Value extends string>({
  legend,
  value,
  options,
  onChange,
  testIdPrefix,
}: {
  legend: string;
  value: Value | null;
  options: readonly { value: Value; text: string }[];
  onChange: (value: Value) => void;
  testIdPrefix: string;
}) {
  const name = useId();
  return (
    <fieldset className={styles.chips}>
      <legend className={styles.legend}>{legend}</legend>
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
