import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './product-filters.module.css';
import { type Category, number, type ProductFilter, type ProductOrder } from './use-products.ts';

const ORDERS = {
  name: { sort: 'name', descending: false },
  nameDown: { sort: 'name', descending: true },
  price: { sort: 'price', descending: false },
  priceDown: { sort: 'price', descending: true },
  stock: { sort: 'stock', descending: false },
  stockDown: { sort: 'stock', descending: true },
  updatedDown: { sort: 'updated', descending: true },
} as const satisfies Record<string, ProductOrder>;
export type OrderKey = keyof typeof ORDERS;
export const orderOf = (key: OrderKey): ProductOrder => ORDERS[key];

const MANY = 10;

interface ProductFiltersProps {
  typed: string;
  onType: (typed: string) => void;
  filter: ProductFilter;
  onFilter: (change: Partial<ProductFilter>) => void;
  order: OrderKey;
  onOrder: (order: OrderKey) => void;
  categories: Category[];
}

/** What narrows the list: words, a category, for sale or not, and the order. */
export function ProductFilters(props: ProductFiltersProps) {
  const { typed, onType, filter, onFilter, order, onOrder, categories } = props;
  const { t } = useTranslation('products');
  // A long row of chips is slower to read than a list.
  const many = categories.length > MANY;
  const chip = (key: string, label: string, category: string | undefined) => (
    <button
      key={key}
      type="button"
      className={styles.chip}
      aria-pressed={filter.category === category}
      onClick={() => onFilter({ category })}
    >
      {label}
    </button>
  );
  return (
    <div className={styles.filters}>
      <TextInput
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        leftSection={<IconSearch size={20} aria-hidden="true" />}
        rightSectionWidth={52}
        rightSection={
          typed && (
            <IconButton aria-label={t('clearSearch')} onClick={() => onType('')}>
              <IconX size={20} aria-hidden="true" />
            </IconButton>
          )
        }
      />
      {!many && (
        <fieldset className={styles.chips}>
          <legend className="visually-hidden">{t('categories')}</legend>
          {chip('all', t('allCategories'), undefined)}
          {categories.map(({ id, name, products }) => chip(id, `${name} ${number(products)}`, id))}
          {categories.length > 0 && chip('none', t('noCategory'), 'none')}
        </fieldset>
      )}
      <div className={styles.line}>
        {many && (
          <NativeSelect
            className={styles.category}
            aria-label={t('categories')}
            size="lg"
            value={filter.category ?? ''}
            onChange={(event) => onFilter({ category: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: t('everyCategory') },
              ...categories.map(({ id, name, products }) => ({
                value: id,
                label: `${name} (${number(products)})`,
              })),
              { value: 'none', label: t('noCategory') },
            ]}
          />
        )}
        <NativeSelect
          aria-label={t('state.label')}
          size="lg"
          value={filter.active === undefined ? 'all' : filter.active ? 'active' : 'inactive'}
          onChange={({ currentTarget: { value } }) =>
            onFilter({ active: value === 'all' ? undefined : value === 'active' })
          }
          data={(['all', 'active', 'inactive'] as const).map((value) => ({
            value,
            label: t(`state.${value}`),
          }))}
        />
        <NativeSelect
          aria-label={t('sort.label')}
          size="lg"
          value={order}
          onChange={(event) => onOrder(event.currentTarget.value as OrderKey)}
          data={(Object.keys(ORDERS) as OrderKey[]).map((value) => ({ value, label: t(`sort.${value}`) }))}
        />
      </div>
    </div>
  );
}
