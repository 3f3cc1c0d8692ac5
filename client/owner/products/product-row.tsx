import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { formatQuantity } from './format-quantity.ts';
import { ProductPicture } from './product-picture.tsx';
import styles from './product-row.module.css';
import type { Product } from './use-products.ts';

interface ProductRowProps {
  product: Product;
  selected: boolean;
  onSelect: (id: string, selected: boolean) => void;
  onOpen: (id: string) => void;
}

/** A product in the list: a box to choose it, and the rest to open it. */
export const ProductRow = memo(function ProductRow({ product, selected, onSelect, onOpen }: ProductRowProps) {
  const { t } = useTranslation('products');
  const { id, name, sku, barcodes, categoryName, price, stockMilli, unit } = product;
  return (
    <li className={styles.row} data-selected={selected || undefined}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the box inside is the control */}
      <label className={styles.choose}>
        <Checkbox
          checked={selected}
          onChange={(event) => onSelect(id, event.currentTarget.checked)}
          aria-label={t('select', { name })}
          size="md"
        />
      </label>
      <button type="button" className={styles.open} onClick={() => onOpen(id)}>
        <ProductPicture pictureId={product.pictureId} name={name} size={48} />
        <span className={styles.words}>
          <span className={styles.name}>{name}</span>
          <span className={styles.detail}>
            {sku}
            {categoryName && <> · {categoryName}</>}
            {barcodes[0] !== undefined && barcodes[0] !== sku && <> · {barcodes[0]}</>}
          </span>
          {!product.active && <Pill>{t('inactive')}</Pill>}
        </span>
        <span className={styles.figures}>
          <Money amount={price} className={styles.price} />
          <span className={styles.stock} data-low={stockMilli <= 0 || undefined}>
            {t('stock', { stock: formatQuantity(stockMilli), unit })}
          </span>
        </span>
      </button>
    </li>
  );
});
