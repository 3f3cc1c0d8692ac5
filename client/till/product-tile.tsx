import { memo, useState } from 'react';
import type { Product } from '../local/types.ts';
import { classNames } from '../ui/class-names.ts';
import { Money } from '../ui/money.tsx';
import { tintOf } from './avatar.tsx';
import styles from './product-tile.module.css';

/** One press puts one into the cart. Without a picture its first letters stand in. */
export const ProductTile = memo(function ProductTile({
  product,
  onAdd,
}: {
  product: Product;
  onAdd: (product: Product) => void;
}) {
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
      <Money amount={price} className={styles.price} />
    </button>
  );
});

function shortOf(name: string): string {
  const [first = '', second = ''] = name.split(/\s+/);
  return `${[...first][0] ?? ''}${[...second][0] ?? ''}`.toUpperCase();
}
