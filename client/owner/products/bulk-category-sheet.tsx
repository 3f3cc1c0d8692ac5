import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import styles from '../frame/form.module.css';
import { CategoryField } from './category-field.tsx';
import type { BulkChange } from './use-products.ts';

interface BulkSheetProps {
  busy: boolean;
  onApply: (change: BulkChange) => void;
  onClose: () => void;
}

/** Moves the chosen products to a category, or out of any. */
export function BulkCategorySheet({ busy, onApply, onClose }: BulkSheetProps) {
  const { t } = useTranslation('products');
  const { t: owner } = useTranslation('owner');
  const [name, setName] = useState('');
  const wanted = name.trim();
  return (
    <Sheet title={t('bulk.categoryTitle')} closeLabel={owner('form.close')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onApply({ kind: 'category', category: wanted === '' ? null : { name: wanted } });
        }}
      >
        <CategoryField label={t('form.category')} value={name} onChange={setName} data-autofocus />
        <Button type="submit" variant="primary" size={56} busy={busy}>
          {wanted === '' ? t('noCategory') : t('bulk.apply')}
        </Button>
      </form>
    </Sheet>
  );
}
