import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

export type ButtonProps = ComponentProps<'button'> & {
  /** `primary` at most once on a screen: the next thing to do. `danger` only where money or records are at risk. */
  variant?: 'primary' | 'quiet' | 'danger';
  size?: 48 | 56 | 64;
  /** Keeps the width, blocks further presses and says so to screen readers. */
  busy?: boolean;
  icon?: ReactNode;
  /** Takes the whole width of its parent. */
  wide?: boolean;
};

/** A press that does something. `type="button"` unless told otherwise, so that it never submits by accident. */
export function Button({
  variant = 'quiet',
  size = 48,
  busy = false,
  icon,
  wide = false,
  className,
  children,
  disabled,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled}
      // Not `disabled` while busy: that would throw the focus away.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classNames(
        styles.button,
        styles[variant],
        styles[`size${size}`],
        wide && styles.wide,
        className,
      )}
    >
      <span className={classNames(styles.content, busy && styles.hidden)}>
        {icon}
        {children}
      </span>
      {busy && <span className={styles.spinner} aria-hidden="true" />}
    </button>
  );
}
