import { MultiSelect, NativeSelect, NumberInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PromotionScope } from '../../../shared/pricing/types.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProductPicker } from '../products/product-picker.tsx';
import { useCategories } from '../products/use-products.ts';
import { whole } from './fields.tsx';
import rows from './rows.module.css';
import { useProductNames } from './use-product-names.ts';

type ScopeFieldsProps = { scope: PromotionScope; onChange: (scope: PromotionScope) => void };

/** Everything, some categories or some products. */
export function ScopeFields({ scope, onChange }: ScopeFieldsProps) {
  const { t } = useTranslation('rules');
  const categories = useCategories();
  const names = useProductNames(scope.kind === 'products' ? scope.ids : []);
  return (
    <>
      <NativeSelect
        label={t('promotions.scope')}
        value={scope.kind}
        data={(['all', 'categories', 'products'] as const).map((value) => ({
          value,
          label: t(`promotions.scopes.${value}`),
        }))}
        onChange={({ currentTarget: { value } }) =>
          onChange(value === 'all' ? { kind: 'all' } : { kind: value as 'categories' | 'products', ids: [] })
        }
      />
      {scope.kind === 'categories' && (
        <MultiSelect
          size="lg"
          label={t('promotions.categories')}
          comboboxProps={{ withinPortal: false }}
          value={[...scope.ids]}
          data={(categories.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(ids) => onChange({ kind: 'categories', ids })}
        />
      )}
      {scope.kind === 'products' && (
        <>
          {scope.ids.map((id) => {
            const name = names.get(id) ?? t('favourites.unknown');
            return (
              <div key={id} className={rows.row}>
                <span className={rows.name}>{name}</span>
                <IconButton
                  aria-label={t('remove', { name })}
                  onClick={() =>
                    onChange({ kind: 'products', ids: scope.ids.filter((other) => other !== id) })
                  }
                >
                  <IconTrash size={22} aria-hidden="true" />
                </IconButton>
              </div>
            );
          })}
          <ProductPicker
            label={t('add')}
            onPick={({ id }) =>
              !scope.ids.includes(id) && onChange({ kind: 'products', ids: [...scope.ids, id] })
            }
          />
        </>
      )}
    </>
  );
}

/** A number of whole things. */
export function CountField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      label={label}
      min={1}
      max={1_000}
      allowDecimal={false}
      hideControls
      inputMode="numeric"
      value={value}
      onChange={(next) => onChange(Math.max(1, whole(next, 1)))}
    />
  );
}
