import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../local/types.ts';
import { classNames } from '../ui/class-names.ts';
import { Money } from '../ui/money.tsx';
import { tintOf } from './avatar.tsx';
import { formatQuantity } from './parse-quantity.ts';
import styles from './product-tile.module.css';

/** One press puts one into the cart. Without a picture its first letters stand in. */
export const ProductTile = memo(function ProductTile({
  product,
  low,
  onAdd,
}: {
  product: Product;
  /** thousandths left, when they are few */
  low: number | null;
  onAdd: (product: Product) => void;
}) {
  const { t } = useTranslation('till');
  const [broken, setBroken] = useState(false);
  const { name, price, pictureId, sku, barcodes } = product;
  return (
    <button
      type="button"
      className={styles.tile}
      data-testid="till-product"
      data-sku={sku}
      data-barcode={barcodes[0] ?? ''}
      onClick={() => onAdd(product)}
    >
      <span className={classNames(styles.picture, styles[`tint${tintOf(product.categoryId ?? name)}`])}>
        {pictureId && !broken ? (
          <img
            src={`/pictures/${pictureId}`}
            alt=""
            loading="lazy"
            decoding="async"
            draggable={false}
            onError={() => setBroken(true)}
          />
        ) : (
          <span aria-hidden="true">{shortOf(name)}</span>
        )}
      </span>
      <span className={styles.name}>{name}</span>
      <span className={styles.foot}>
        <Money amount={price} className={styles.price} />
        {low !== null && (
          <span className={styles.low} data-testid="tile-stock">
            {low <= 0 ? t('catalogue.soldOut') : t('catalogue.left', { left: formatQuantity(low) })}
          </span>
        )}
      </span>
    </button>
  );
});

function shortOf(name: string): string {
  const [first = '', second = ''] = name.split(/\s+/);
  return `${[...first][0] ?? ''}${[...second][0] ?? ''}`.toUpperCase();
}
