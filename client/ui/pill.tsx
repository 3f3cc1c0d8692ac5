import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './pill.module.css';

export type PillTone = 'neutral' | 'ok' | 'calm' | 'warning' | 'risk';

export type PillProps = ComponentProps<'span'> & {
  /** `calm` for offline and waiting, which is normal; `risk` only where money or records are at risk. */
  tone?: PillTone;
  icon?: ReactNode;
};

/** A short state in a word or two. Tone is never the only sign: the text says the same. */
export function Pill({ tone = 'neutral', icon, className, children, ...rest }: PillProps) {
  return (
    <span {...rest} className={classNames(styles.pill, styles[tone], className)}>
      {icon ?? <span className={styles.dot} aria-hidden="true" />}
      {children}
    </span>
  );
}
