import { useTranslation } from 'react-i18next';
import type { FoundProduct } from '../local/day-types.ts';
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
  onChoose: (found: FoundProduct | null) => void;
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
        {choice.found.map((found) => (
          <li key={`${found.product.id} ${found.unit?.name ?? ''}`}>
            <button
              type="button"
              className={styles.product}
              data-testid="choose-product"
              data-sku={found.product.sku}
              onClick={() => onChoose(found)}
            >
              <span className={styles.name}>
                {found.product.name} {found.unit && `· ${found.unit.name}`}
              </span>
              <Money amount={(found.unit ?? found.product).price} className={styles.price} />
              <span className={styles.sku}>{found.product.sku}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
