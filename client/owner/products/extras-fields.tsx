import '../settings-screens/rules-texts.ts';
import { Checkbox, NumberInput, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProductExtras, ProductUnit } from '../../../shared/catalogue/product-extras.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import form from '../frame/form.module.css';
import { whole } from '../settings-screens/fields.tsx';
import rows from '../settings-screens/rows.module.css';
import card from '../settings-screens/settings-page.module.css';
import { useProductNames } from '../settings-screens/use-product-names.ts';
import { useTRPC } from '../trpc.ts';
import { BarcodesField } from './barcodes-field.tsx';
import { MoneyField } from './money-field.tsx';
import { ProductPicker } from './product-picker.tsx';

type ExtrasFieldsProps = {
  /** of the product itself, which can't be its own part; undefined: new */
  productId: string | undefined;
  extras: ProductExtras;
  onChange: (extras: ProductExtras) => void;
};

/** What only some products have: other units, prices, questions, parts, the product that it is a variant of. */
export function ExtrasFields({ productId, extras, onChange }: ExtrasFieldsProps) {
  const { t } = useTranslation('rules');
  const trpc = useTRPC();
  const settings = useQuery(trpc.settings.get.queryOptions());
  const set = <Name extends keyof ProductExtras>(name: Name, value: ProductExtras[Name] | undefined) => {
    const { [name]: _before, ...rest } = extras;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  // A list or group that any outlet knows may be meant.
  const known = settings.data?.outlets.map(({ resolved }) => resolved) ?? [];
  const priceLists = new Map(known.flatMap(({ priceLists }) => priceLists.map(({ id, name }) => [id, name])));
  const groups = new Map(
    known.flatMap(({ modifierGroups }) => modifierGroups.map(({ id, name }) => [id, name])),
  );
  return (
    <div className={form.form} data-testid="product-extras">
      {(['weighed', 'openPrice'] as const).map((name) => (
        <Switch
          key={name}
          size="lg"
          label={t(`product.${name}`)}
          checked={extras[name] ?? false}
          onChange={({ currentTarget: { checked } }) => set(name, checked || undefined)}
        />
      ))}
      <MoneyField
        label={t('product.memberPrice')}
        value={extras.memberPrice ?? ''}
        onChange={(value) => set('memberPrice', value === '' ? undefined : whole(value, 0))}
      />
      {[...priceLists].map(([id, name]) => (
        <MoneyField
          key={id}
          label={t('product.listPrice', { list: name })}
          value={extras.prices?.[id] ?? ''}
          onChange={(value) => {
            const { [id]: _before, ...others } = extras.prices ?? {};
            const prices = value === '' ? others : { ...others, [id]: whole(value, 0) };
            set('prices', Object.keys(prices).length > 0 ? prices : undefined);
          }}
        />
      ))}
      {groups.size > 0 && (
        <Checkbox.Group
          label={t('product.modifiers')}
          value={extras.modifierGroupIds ?? []}
          onChange={(ids) => set('modifierGroupIds', ids.length > 0 ? ids : undefined)}
        >
          {[...groups].map(([id, name]) => (
            <Checkbox key={id} size="lg" value={id} label={name} />
          ))}
        </Checkbox.Group>
      )}
      <Units
        units={extras.units ?? []}
        onChange={(units) => set('units', units.length > 0 ? units : undefined)}
      />
      <Parts
        productId={productId}
        parts={extras.components ?? []}
        onChange={(parts) => set('components', parts.length > 0 ? parts : undefined)}
      />
      <Variant productId={productId} extras={extras} onChange={onChange} />
    </div>
  );
}

function Units({ units, onChange }: { units: ProductUnit[]; onChange: (units: ProductUnit[]) => void }) {
  const { t } = useTranslation('rules');
  const change = (at: number, part: Partial<ProductUnit>) =>
    onChange(units.map((unit, other) => (other === at ? { ...unit, ...part } : unit)));
  return (
    <section className={card.card}>
      <h3>{t('product.units')}</h3>
      <p className={form.hint}>{t('product.unitsHint')}</p>
      {units.map((unit, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: units are never moved
        <div key={at} className={card.card}>
          <div className={rows.row}>
            <TextInput
              label={t('product.unitName')}
              maxLength={32}
              value={unit.name}
              onChange={({ currentTarget: { value } }) => change(at, { name: value })}
            />
            <IconButton
              aria-label={t('remove', { name: unit.name })}
              onClick={() => onChange(units.filter((_, other) => other !== at))}
            >
              <IconTrash size={22} aria-hidden="true" />
            </IconButton>
          </div>
          <div className={card.pair}>
            <NumberInput
              label={t('product.factor')}
              inputMode="decimal"
              decimalSeparator=","
              decimalScale={3}
              allowNegative={false}
              min={0.001}
              max={1_000_000}
              hideControls
              value={unit.factorMilli / 1_000}
              onChange={(value) => change(at, { factorMilli: Math.round(Number(value || 1) * 1_000) })}
            />
            <MoneyField
              label={t('product.unitPrice')}
              value={unit.price}
              onChange={(value) => change(at, { price: whole(value, 0) })}
            />
          </div>
          <BarcodesField value={unit.barcodes} onChange={(barcodes) => change(at, { barcodes })} />
        </div>
      ))}
      <Button
        icon={<IconPlus size={20} aria-hidden="true" />}
        onClick={() =>
          onChange([...units, { name: t('product.newUnit'), factorMilli: 12_000, barcodes: [], price: 0 }])
        }
      >
        {t('product.addUnit')}
      </Button>
    </section>
  );
}

type Part = NonNullable<ProductExtras['components']>[number];
type PartsProps = { productId: string | undefined; parts: Part[]; onChange: (parts: Part[]) => void };

function Parts({ productId, parts, onChange }: PartsProps) {
  const { t } = useTranslation('rules');
  const names = useProductNames(parts.map((part) => part.productId));
  return (
    <section className={card.card}>
      <h3>{t('product.bundle')}</h3>
      <p className={form.hint}>{t('product.bundleHint')}</p>
      {parts.map((part) => {
        const name = names.get(part.productId) ?? t('favourites.unknown');
        return (
          <div key={part.productId} className={rows.row}>
            <NumberInput
              label={name}
              inputMode="decimal"
              decimalSeparator=","
              decimalScale={3}
              allowNegative={false}
              min={0.001}
              max={1_000_000}
              hideControls
              value={part.quantityMilli / 1_000}
              onChange={(value) =>
                onChange(
                  parts.map((other) =>
                    other === part
                      ? { ...part, quantityMilli: Math.max(1, Math.round(Number(value || 1) * 1_000)) }
                      : other,
                  ),
                )
              }
            />
            <IconButton
              aria-label={t('remove', { name })}
              onClick={() => onChange(parts.filter((other) => other !== part))}
            >
              <IconTrash size={22} aria-hidden="true" />
            </IconButton>
          </div>
        );
      })}
      <ProductPicker
        label={t('product.addPart')}
        onPick={({ id }) =>
          id !== productId &&
          !parts.some((part) => part.productId === id) &&
          onChange([...parts, { productId: id, quantityMilli: 1_000 }])
        }
      />
    </section>
  );
}

function Variant({ productId, extras, onChange }: ExtrasFieldsProps) {
  const { t } = useTranslation('rules');
  const { parentId, variant, ...rest } = extras;
  const names = useProductNames(parentId ? [parentId] : []);
  return (
    <section className={card.card}>
      <h3>{t('product.variant')}</h3>
      <p className={form.hint}>{t('product.variantHint')}</p>
      {parentId ? (
        <>
          <div className={rows.row}>
            <span className={rows.name}>{names.get(parentId) ?? t('favourites.unknown')}</span>
            <IconButton
              aria-label={t('remove', { name: names.get(parentId) ?? '' })}
              onClick={() => onChange(rest)}
            >
              <IconTrash size={22} aria-hidden="true" />
            </IconButton>
          </div>
          <TextInput
            label={t('product.variantName')}
            maxLength={120}
            value={variant ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...rest, parentId, ...(value && { variant: value }) })
            }
          />
        </>
      ) : (
        <ProductPicker
          label={t('product.parent')}
          onPick={({ id }) => id !== productId && onChange({ ...rest, parentId: id })}
        />
      )}
    </section>
  );
}
