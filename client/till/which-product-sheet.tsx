import { useTranslation } from 'react-i18next';
import type { Product } from '../local/types.ts';
import { Money } from '../ui/money.tsx';
import { Sheet } from '../ui/sheet.tsx';
import type { Choice } from './till-session.ts';
import styles from './which-product-sheet.module.css';

/** Two products share a barcode: the cashier sees which one is in their hand. */
export function WhichProductSheet({
  choice,
  onChoose,
}: {
  choice: Choice;
  onChoose: (product: Product | null) => void;
}) {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation('common');
  return (
    <Sheet
      key={choice.code}
      title={t('scan.ambiguous', { code: choice.code })}
      closeLabel={common('close')}
      onClose={() => onChoose(null)}
    >
      <p className={styles.hint}>{t('scan.ambiguousHint')}</p>
      <ul className={styles.list}>
        {choice.products.map((product) => (
          <li key={product.id}>
            <button
              type="button"
              className={styles.product}
              data-testid="choose-product"
              data-sku={product.sku}
              onClick={() => onChoose(product)}
            >
              <span className={styles.name}>{product.name}</span>
              <Money amount={product.price} className={styles.price} />
              <span className={styles.sku}>{product.sku}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
