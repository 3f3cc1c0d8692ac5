import { useTranslation } from 'react-i18next';
import type { PricedCart } from '../../shared/pricing/types.ts';
import { Money } from '../ui/money.tsx';
import styles from './cart-panel.module.css';

/** How the lines come to the total, when they don't by themselves. */
export function CartSums({ priced, paid }: { priced: PricedCart; paid: number }) {
  const { t } = useTranslation('till');
  const { subtotal, discount, serviceCharge, tax, rounding } = priced;
  const rows = [
    { name: 'discount', amount: -discount },
    { name: 'serviceCharge', amount: serviceCharge },
    { name: 'tax', amount: tax },
    { name: 'rounding', amount: rounding },
    { name: 'paidSoFar', amount: -paid },
  ] as const;
  const shown = rows.filter(({ amount }) => amount !== 0);
  if (shown.length === 0) return null;
  return (
    <dl className={styles.sums}>
      {[{ name: 'subtotal', amount: subtotal } as const, ...shown].map(({ name, amount }) => (
        <div key={name} data-testid={`sum-${name}`} data-amount={amount}>
          <dt>{t(`cart.${name}`)}</dt>
          <dd>
            <Money amount={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
