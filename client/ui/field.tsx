import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

/** What a control must carry so that its label, hint and error are read with it. */
export type FieldControl = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  className: string;
};

export type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** What is wrong and what to do; takes the hint's announcement over, not its place. */
  error?: ReactNode;
  /** Renders the control: `(control) => <input {...control} … />`. */
  children: (control: FieldControl) => ReactNode;
  className?: string;
};

/** A labelled control with its hint and error. */
export function Field({ label, hint, error, children, className }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error ? errorId : '', hint ? hintId : ''].filter(Boolean).join(' ');
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
        className: classNames(styles.control),
      })}
      <div id={errorId} role="alert" className={styles.error}>
        {error}
      </div>
      {hint && (
        <div id={hintId} className={styles.hint}>
          {hint}
        </div>
      )}
    </div>
  );
}
