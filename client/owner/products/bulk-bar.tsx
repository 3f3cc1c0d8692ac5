import { IconCategory, IconCoin, IconEye, IconEyeOff, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './bulk-bar.module.css';
import { BulkCategorySheet } from './bulk-category-sheet.tsx';
import { BulkPriceSheet } from './bulk-price-sheet.tsx';
import { type BulkChange, type BulkProducts, number, useBulkChange } from './use-products.ts';

interface BulkBarProps {
  /** how many products are chosen, and which */
  count: number;
  products: BulkProducts;
  /** set while there is more to choose than what is chosen */
  selectAll?: { total: number; onSelectAll: () => void } | undefined;
  onClear: () => void;
}

/** What can be done with the chosen products. */
export function BulkBar({ count, products, selectAll, onClear }: BulkBarProps) {
  const { t } = useTranslation('products');
  const [open, setOpen] = useState<'category' | 'price' | null>(null);
  const bulk = useBulkChange(() => {
    setOpen(null);
    onClear();
  });
  const run = (change: BulkChange) => bulk.mutate({ products, change });
  const icon = { size: 20, 'aria-hidden': true } as const;
  return (
    <section className={styles.bar} aria-label={t('bulk.label')}>
      <div className={styles.head}>
        <strong role="status">{t('bulk.selected', { count, total: number(count) })}</strong>
        {selectAll && (
          <button type="button" className={styles.all} onClick={selectAll.onSelectAll}>
            {t('bulk.selectAll', { total: number(selectAll.total) })}
          </button>
        )}
        <IconButton aria-label={t('bulk.clear')} className={styles.clear} onClick={onClear}>
          <IconX {...icon} />
        </IconButton>
      </div>
      <div className={styles.deeds}>
        <Button
          icon={<IconEye {...icon} />}
          disabled={bulk.isPending}
          onClick={() => run({ kind: 'active', active: true })}
        >
          {t('bulk.activate')}
        </Button>
        <Button
          icon={<IconEyeOff {...icon} />}
          disabled={bulk.isPending}
          onClick={() => run({ kind: 'active', active: false })}
        >
          {t('bulk.deactivate')}
        </Button>
        <Button
          icon={<IconCategory {...icon} />}
          disabled={bulk.isPending}
          onClick={() => setOpen('category')}
        >
          {t('bulk.category')}
        </Button>
        <Button icon={<IconCoin {...icon} />} disabled={bulk.isPending} onClick={() => setOpen('price')}>
          {t('bulk.price')}
        </Button>
        <Button
          icon={<IconTrash {...icon} />}
          disabled={bulk.isPending}
          onClick={() => run({ kind: 'remove' })}
        >
          {t('bulk.remove')}
        </Button>
      </div>
      {open === 'category' && (
        <BulkCategorySheet busy={bulk.isPending} onApply={run} onClose={() => setOpen(null)} />
      )}
      {open === 'price' && (
        <BulkPriceSheet busy={bulk.isPending} onApply={run} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}
