import { IconMinus, IconNote, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MILLI } from '../../shared/money.ts';
import { lineTotal } from '../../shared/pricing/price-cart.ts';
import { formatRupiah } from '../ui/format-rupiah.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Money } from '../ui/money.tsx';
import type { CartLine } from './cart.ts';
import styles from './cart-line-row.module.css';
import { formatQuantity, plainQuantity } from './parse-quantity.ts';

export interface CartLineRowProps {
  line: CartLine;
  /** shows its tools; the line touched last */
  selected: boolean;
  onSelect: () => void;
  onQuantity: () => void;
  onNote: () => void;
  /** the quantity after one step; below 1 thousandth the line goes */
  onStep: (quantityMilli: number) => void;
  onRemove: () => void;
}

/** One product in the cart: quantity first, because that is what changes. */
export function CartLineRow(props: CartLineRowProps) {
  const { line, selected, onSelect, onQuantity, onNote, onStep, onRemove } = props;
  const { t } = useTranslation('till');
  const row = useRef<HTMLLIElement>(null);
  const { name, unit, unitPrice, quantityMilli, note } = line;
  const quantity = formatQuantity(quantityMilli);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed quantity brings the line into view as well
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected, quantityMilli]);

  return (
    <li
      ref={row}
      className={styles.row}
      data-testid="cart-line"
      data-sku={line.sku}
      data-qty={plainQuantity(quantityMilli)}
      data-selected={selected}
    >
      <button
        type="button"
        className={styles.quantity}
        aria-label={t('cart.quantityOf', { name, quantity, unit })}
        data-testid="line-quantity"
        onClick={onQuantity}
      >
        <span key={quantityMilli} className={styles.number}>
          {quantity}
        </span>
      </button>
      <button type="button" className={styles.body} aria-expanded={selected} onClick={onSelect}>
        <span className={styles.name}>{name}</span>
        <span className={styles.detail}>
          {formatRupiah(unitPrice)} / {unit}
        </span>
        {note !== '' && <span className={styles.note}>{note}</span>}
      </button>
      <Money amount={lineTotal(line)} className={styles.total} />
      {selected && (
        <div className={styles.tools}>
          <IconButton
            aria-label={t('cart.less', { name })}
            className={styles.tool}
            data-testid="line-less"
            onClick={() => onStep(quantityMilli - MILLI)}
          >
            <IconMinus size={24} aria-hidden="true" />
          </IconButton>
          <IconButton
            aria-label={t('cart.more', { name })}
            className={styles.tool}
            data-testid="line-more"
            onClick={() => onStep(quantityMilli + MILLI)}
          >
            <IconPlus size={24} aria-hidden="true" />
          </IconButton>
          <span className={styles.gap} />
          <IconButton
            aria-label={t('cart.noteOf', { name })}
            data-testid="line-note"
            className={styles.tool}
            onClick={onNote}
          >
            <IconNote size={24} aria-hidden="true" />
          </IconButton>
          <IconButton
            aria-label={t('cart.remove', { name })}
            data-testid="line-remove"
            className={styles.tool}
            onClick={onRemove}
          >
            <IconTrash size={24} aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </li>
  );
}
