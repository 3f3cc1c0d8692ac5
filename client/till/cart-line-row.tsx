import { IconAdjustments, IconMinus, IconNote, IconPlus, IconTrash } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MILLI, type Rupiah } from '../../shared/money.ts';
import type { PricedLine } from '../../shared/pricing/types.ts';
import { formatRupiah } from '../ui/format-rupiah.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Money } from '../ui/money.tsx';
import { type CartLine, chargedPrice } from './cart.ts';
import styles from './cart-line-row.module.css';
import { formatQuantity, plainQuantity } from './parse-quantity.ts';

/** The same functions for every line and render, so that only the line that changes is drawn again. */
export interface LineVerbs {
  select: (line: CartLine) => void;
  quantity: (line: CartLine) => void;
  note: (line: CartLine) => void;
  edit: (line: CartLine) => void;
  /** the quantity after one step; below 1 thousandth the line goes */
  step: (line: CartLine, quantityMilli: number) => void;
  remove: (line: CartLine) => void;
  takePrice: (line: CartLine, unitPrice: Rupiah) => void;
}

export interface CartLineRowProps {
  line: CartLine;
  priced: PricedLine | undefined;
  /** what the catalogue asks today, when it is another price */
  newPrice: Rupiah | null;
  /** shows its tools; the line touched last */
  selected: boolean;
  verbs: LineVerbs;
}

/** One product in the cart: quantity first, because that is what changes. */
export const CartLineRow = memo(function CartLineRow(props: CartLineRowProps) {
  const { line, priced, newPrice, selected, verbs } = props;
  const { t } = useTranslation('till');
  const row = useRef<HTMLLIElement>(null);
  const { name, unit, quantityMilli, note, modifiers = [] } = line;
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
      data-total={priced?.lineTotal}
      data-selected={selected}
    >
      <button
        type="button"
        className={styles.quantity}
        aria-label={t('cart.quantityOf', { name, quantity, unit })}
        data-testid="line-quantity"
        onClick={() => verbs.quantity(line)}
      >
        <span key={quantityMilli} className={styles.number}>
          {quantity}
        </span>
      </button>
      <button
        type="button"
        className={styles.body}
        aria-expanded={selected}
        onClick={() => verbs.select(line)}
      >
        <span className={styles.name}>{name}</span>
        <span className={styles.detail}>
          {line.charged != null && !line.openPrice && <s>{formatRupiah(line.unitPrice)}</s>}{' '}
          {formatRupiah(chargedPrice(line))} / {unit}
        </span>
        {modifiers.length > 0 && (
          <span className={styles.detail}>{modifiers.map((modifier) => modifier.name).join(', ')}</span>
        )}
        {priced?.discounts.map((part) => (
          <span key={`${part.kind} ${part.label}`} className={styles.promotion} data-testid="line-discount">
            {part.label || t(part.kind === 'member' ? 'cart.member' : 'cart.manualDiscount')} −
            {formatRupiah(part.amount)}
          </span>
        ))}
        {note !== '' && <span className={styles.note}>{note}</span>}
      </button>
      <span className={styles.total}>
        {priced && priced.discount > 0 && (
          <s className={styles.gross}>
            <Money amount={priced.gross} />
          </s>
        )}
        <Money amount={priced?.lineTotal ?? 0} />
      </span>
      {newPrice !== null && (
        <button
          type="button"
          className={styles.newPrice}
          data-testid="line-new-price"
          aria-label={t('cart.takePrice', { name, price: formatRupiah(newPrice) })}
          onClick={() => verbs.takePrice(line, newPrice)}
        >
          {t('cart.priceChanged', { price: formatRupiah(newPrice) })}
        </button>
      )}
      {selected && (
        <div className={styles.tools}>
          <IconButton
            aria-label={t('cart.less', { name })}
            className={styles.tool}
            data-testid="line-less"
            onClick={() => verbs.step(line, quantityMilli - MILLI)}
          >
            <IconMinus size={24} aria-hidden="true" />
          </IconButton>
          <IconButton
            aria-label={t('cart.more', { name })}
            className={styles.tool}
            data-testid="line-more"
            onClick={() => verbs.step(line, quantityMilli + MILLI)}
          >
            <IconPlus size={24} aria-hidden="true" />
          </IconButton>
          <span className={styles.gap} />
          <IconButton
            aria-label={t('cart.editOf', { name })}
            data-testid="line-edit"
            className={styles.tool}
            onClick={() => verbs.edit(line)}
          >
            <IconAdjustments size={24} aria-hidden="true" />
          </IconButton>
          <IconButton
            aria-label={t('cart.noteOf', { name })}
            data-testid="line-note"
            className={styles.tool}
            onClick={() => verbs.note(line)}
          >
            <IconNote size={24} aria-hidden="true" />
          </IconButton>
          <IconButton
            aria-label={t('cart.remove', { name })}
            data-testid="line-remove"
            className={styles.tool}
            onClick={() => verbs.remove(line)}
          >
            <IconTrash size={24} aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </li>
  );
}, sameRow);

/** The engine makes its lines anew each time; only what is shown counts. */
function sameRow(before: CartLineRowProps, after: CartLineRowProps): boolean {
  return (
    before.line === after.line &&
    before.selected === after.selected &&
    before.newPrice === after.newPrice &&
    before.verbs === after.verbs &&
    before.priced?.gross === after.priced?.gross &&
    before.priced?.lineTotal === after.priced?.lineTotal &&
    labels(before) === labels(after)
  );
}

function labels({ priced }: CartLineRowProps): string {
  return priced?.discounts.map(({ label, amount }) => `${label} ${amount}`).join() ?? '';
}
