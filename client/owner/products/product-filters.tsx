import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconCategory, IconSearch, IconX } from '@tabler/icons-react';
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

interface ProductFiltersProps {
  typed: string;
  onType: (typed: string) => void;
  filter: ProductFilter;
  onFilter: (change: Partial<ProductFilter>) => void;
  order: OrderKey;
  onOrder: (order: OrderKey) => void;
  categories: Category[];
  onManage: () => void;
}

/** What narrows the list: words, a category, for sale or not, and the order. */
export function ProductFilters(props: ProductFiltersProps) {
  const { typed, onType, filter, onFilter, order, onOrder, categories, onManage } = props;
  const { t } = useTranslation('products');
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
      <fieldset className={styles.chips}>
        <legend className="visually-hidden">{t('categories')}</legend>
        {chip('all', t('allCategories'), undefined)}
        {categories.map(({ id, name, products }) => chip(id, `${name} ${number(products)}`, id))}
        {chip('none', t('noCategory'), 'none')}
        <button type="button" className={styles.chip} onClick={onManage}>
          <IconCategory size={18} aria-hidden="true" /> {t('manage.open')}
        </button>
      </fieldset>
      <div className={styles.line}>
        <SegmentedControl
          aria-label={t('state.label')}
          className={styles.state}
          classNames={{ label: styles.stateLabel }}
          size="md"
          value={filter.active === undefined ? 'all' : filter.active ? 'active' : 'inactive'}
          onChange={(value) => onFilter({ active: value === 'all' ? undefined : value === 'active' })}
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
