import { type ReactNode, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import type { Product } from '../../local/types.ts';
import { Field } from '../../ui/field.tsx';
import { useDevice } from '../device-context.ts';
import styles from './day.module.css';

const SHOWN = 8;

/** Products by name or code; nothing is listed until something is typed, unless `always`. */
export function ProductFind({
  row,
  always = false,
}: {
  row: (product: Product, forget: () => void) => ReactNode;
  always?: boolean;
}) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  // A changed catalogue finds other products.
  useStore(local.catalogue);
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query.trim());
  const found =
    wanted !== '' || always ? local.searchProducts(wanted, { limit: always ? SHOWN * 4 : SHOWN }) : [];
  return (
    <div className={styles.stack}>
      <Field label={t('stock.search')}>
        {(control) => (
          <input
            {...control}
            type="search"
            data-testid="stock-search"
            autoComplete="off"
            maxLength={100}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        )}
      </Field>
      <ul className={styles.list}>
        {found.map((product) => (
          <li key={product.id}>{row(product, () => setQuery(''))}</li>
        ))}
      </ul>
    </div>
  );
}
