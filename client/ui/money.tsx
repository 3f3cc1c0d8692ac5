import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { formatRupiah } from './format-rupiah.ts';
import styles from './money.module.css';

export type MoneyProps = ComponentProps<'span'> & {
  /** Integer rupiah. */
  amount: number;
  size?: 'inherit' | 'large' | 'huge';
};

/** An amount in figures of equal width, so that columns line up and totals don't jitter. */
export function Money({ amount, size = 'inherit', className, ...rest }: MoneyProps) {
  return (
    <span {...rest} className={classNames(styles.money, styles[size], className)}>
      {formatRupiah(amount)}
    </span>
  );
}
