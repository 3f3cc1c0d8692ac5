import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { playHit } from '../../ui/sound.ts';
import { useDevice } from '../device-context.ts';
import { productAsk } from '../product-ask.ts';
import styles from './day.module.css';
import { ProductFind } from './product-find.tsx';
import { useScans } from './use-scans.ts';

/** Products to change, and the way to a new one; a scan opens what it means. */
export function ProductList() {
  const { t } = useTranslation('day');
  const { local } = useDevice();

  useScans((code) => {
    playHit();
    const [known] = local.productsByBarcode(code);
    productAsk.set(known ? { productId: known.id } : { code });
  });

  return (
    <>
      <Button
        size={56}
        icon={<IconPlus size={22} aria-hidden="true" />}
        data-testid="product-new"
        onClick={() => productAsk.set({ code: '' })}
      >
        {t('product.new')}
      </Button>
      <ProductFind
        always
        row={(product) => (
          <button
            type="button"
            className={styles.row}
            data-testid="product-row"
            aria-label={t('product.edit', { name: product.name })}
            onClick={() => productAsk.set({ productId: product.id })}
          >
            <span className={styles.name}>{product.name}</span>
            <Money amount={product.price} className={styles.amount} />
            <span className={styles.detail}>{product.barcodes[0] ?? product.sku}</span>
          </button>
        )}
      />
    </>
  );
}
