import type { ReactNode } from 'react';
import styles from './bar-list.module.css';
import { classNames } from './class-names.ts';

export type BarListItem = {
  key: string;
  label: string;
  value: number;
  /** The figure as shown; without it `value` as it is. */
  text?: string;
  /** A second line in small type. */
  detail?: ReactNode;
};

export type BarListProps = {
  label: string;
  items: readonly BarListItem[];
  className?: string;
};

/** Numbers to compare as horizontal bars. The list carries every figure as text; the bars are for the eye only. */
export function BarList({ label, items, className }: BarListProps) {
  const largest = Math.max(1, ...items.map((item) => item.value));
  return (
    <ul aria-label={label} className={classNames(styles.list, className)}>
      {items.map((item) => (
        <li key={item.key} className={styles.item}>
          <div className={styles.words}>
            <span className={styles.label}>{item.label}</span>
            <span className={styles.value}>{item.text ?? item.value}</span>
          </div>
          <div className={styles.track} aria-hidden="true">
            <div className={styles.bar} style={{ width: `${(Math.max(0, item.value) / largest) * 100}%` }} />
          </div>
          {item.detail && <div className={styles.detail}>{item.detail}</div>}
        </li>
      ))}
    </ul>
  );
}
