import '../settings-screens/rules-texts.ts';
import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import list from '../frame/list.module.css';
import rows from '../settings-screens/rows.module.css';
import { useTRPC } from '../trpc.ts';

export interface Picked {
  id: string;
  name: string;
  unit: string;
  cost: number;
}

/** Finds a product by its name, SKU or barcode; a press hands it over. */
export function ProductPicker({ label, onPick }: { label: string; onPick: (product: Picked) => void }) {
  const { t } = useTranslation('rules');
  const trpc = useTRPC();
  const [search, setSearch] = useState('');
  const found = useQuery(
    trpc.catalogue.products.list.queryOptions(
      { search, limit: 6 },
      { enabled: search.trim().length > 1, placeholderData: keepPreviousData },
    ),
  );
  const products = search.trim().length > 1 ? (found.data?.products ?? []) : [];
  return (
    <div>
      <TextInput
        type="search"
        label={label}
        placeholder={t('pick.search')}
        autoComplete="off"
        value={search}
        onChange={({ currentTarget: { value } }) => setSearch(value)}
      />
      <ul className={rows.found}>
        {products.map(({ id, name, sku, unit, cost }) => (
          <li key={id}>
            <button
              type="button"
              className={list.press}
              onClick={() => {
                onPick({ id, name, unit, cost });
                setSearch('');
              }}
            >
              <span className={list.words}>
                <span className={list.name}>{name}</span>
                <span className={list.detail}>{sku}</span>
              </span>
              <IconPlus size={20} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      {search.trim().length > 1 && found.data && products.length === 0 && (
        <p className={list.detail}>{t('pick.none')}</p>
      )}
    </div>
  );
}
