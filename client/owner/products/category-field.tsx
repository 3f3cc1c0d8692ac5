import { Autocomplete } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCategories } from './use-products.ts';

interface CategoryFieldProps {
  label: string;
  value?: string;
  onChange?: (name: string) => void;
  error?: ReactNode;
  'data-autofocus'?: boolean;
}

/** A category by its name, a known one or a new one. */
export function CategoryField(props: CategoryFieldProps) {
  const { t } = useTranslation('products');
  const categories = useCategories();
  return (
    <Autocomplete
      {...props}
      description={t('form.categoryHint')}
      size="lg"
      maxLength={80}
      data={categories.data?.map(({ name }) => name) ?? []}
      // Everything outside an open dialog is inert, the list must be inside.
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={240}
    />
  );
}
