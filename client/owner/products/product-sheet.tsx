import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductExtras } from '../../../shared/catalogue/product-extras.ts';
import { MAX_NAME, MAX_OPENING_MILLI, MAX_SKU, MAX_UNIT } from '../../../shared/catalogue/product-limits.ts';
import type { TaxClass } from '../../../shared/sync/sale-record.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { focusFirstError, refuseInForm, useFormRules } from '../form-rules.ts';
import formStyles from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { useTRPC } from '../trpc.ts';
import { BarcodesField } from './barcodes-field.tsx';
import { CategoryField } from './category-field.tsx';
import { ExtrasFields } from './extras-fields.tsx';
import { MoneyField } from './money-field.tsx';
import { PictureField } from './picture-field.tsx';
import styles from './product-sheet.module.css';
import { type Product, useBulkChange, useCatalogueChanged } from './use-products.ts';

const FORM = 'product-form';
const TAXES: TaxClass[] = ['standard', 'luxury', 'exempt', 'foodService'];

/** Adds a product (`null`) or changes one. */
export function ProductSheet({ product, onClose }: { product: Product | null; onClose: () => void }) {
  const { t } = useTranslation('products');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const rules = useFormRules();
  const changed = useCatalogueChanged();
  const remove = useBulkChange(onClose);
  const [problem, setProblem] = useState('');
  const { t: more } = useTranslation('rules');
  const [showsMore, setShowsMore] = useState(Object.keys(product?.extras ?? {}).length > 0);
  const outlets = useQuery({ ...trpc.accounts.outlets.list.queryOptions(), enabled: product === null });
  const places = (outlets.data ?? []).filter(({ active }) => active);
  const form = useForm({
    initialValues: {
      name: product?.name ?? '',
      price: (product?.price ?? '') as number | string,
      category: product?.categoryName ?? '',
      barcodes: product?.barcodes ?? [],
      sku: product?.sku ?? '',
      unit: product?.unit ?? 'pcs',
      cost: (product?.cost ?? '') as number | string,
      taxClass: product?.taxClass ?? 'standard',
      pictureId: product?.pictureId ?? null,
      active: product?.active ?? true,
      stock: '' as number | string,
      lowStock: (product?.lowStockMilli == null ? '' : product.lowStockMilli / 1_000) as number | string,
      extras: (product?.extras ?? {}) as ProductExtras,
      outletId: '',
    },
    validate: {
      name: rules.required,
      price: (price) => (typeof price === 'number' ? null : t('form.priceMissing')),
      barcodes: (codes) => {
        const wrong = codes.find((code) => !/^[\x20-\x7e]+$/.test(code));
        return wrong === undefined ? null : t('form.barcodeWrong', { code: wrong });
      },
    },
  });
  const save = useMutation(
    trpc.catalogue.products.save.mutationOptions({
      onSuccess: (_saved, { name }) => {
        showToast({ message: t('form.saved', { name }), tone: 'ok' });
        onClose();
        return changed();
      },
      onError: (error) => setProblem(refuseInForm(form, error, language)),
    }),
  );
  const submit = form.onSubmit((values) => {
    setProblem('');
    const { category, price, cost, stock, outletId, lowStock, ...rest } = values;
    const quantityMilli = Math.round(Number(stock) * 1_000);
    const place = outletId || places[0]?.id;
    save.mutate({
      ...rest,
      id: product?.id,
      category: category.trim() === '' ? null : { name: category.trim() },
      price: Number(price),
      cost: cost === '' ? 0 : Number(cost),
      lowStockMilli: lowStock === '' ? null : Math.round(Number(lowStock) * 1_000),
      ...(quantityMilli > 0 && place !== undefined && { openingStock: { outletId: place, quantityMilli } }),
    });
  }, focusFirstError(form));
  return (
    <Sheet
      title={product ? t('form.editTitle') : t('form.addTitle')}
      closeLabel={owner('form.close')}
      placement="side"
      onClose={onClose}
      footer={
        <Button type="submit" form={FORM} variant="primary" size={56} wide busy={save.isPending}>
          {owner('form.save')}
        </Button>
      }
    >
      <form id={FORM} className={formStyles.form} onSubmit={submit} noValidate>
        <PictureField
          name={form.values.name}
          value={form.values.pictureId}
          onChange={(pictureId) => form.setFieldValue('pictureId', pictureId)}
        />
        <TextInput
          label={t('form.name')}
          maxLength={MAX_NAME}
          data-autofocus={product ? undefined : true}
          {...form.getInputProps('name')}
        />
        <div className={styles.pair}>
          <MoneyField label={t('form.price')} {...form.getInputProps('price')} />
          <MoneyField label={t('form.cost')} {...form.getInputProps('cost')} />
        </div>
        <CategoryField label={t('form.category')} {...form.getInputProps('category')} />
        <BarcodesField {...form.getInputProps('barcodes')} />
        <div className={styles.pair}>
          <TextInput label={t('form.unit')} maxLength={MAX_UNIT} {...form.getInputProps('unit')} />
          <NativeSelect
            label={t('form.tax')}
            size="lg"
            data={TAXES.map((value) => ({ value, label: t(`form.taxes.${value}`) }))}
            {...form.getInputProps('taxClass')}
          />
        </div>
        {places.length > 0 && (
          <div className={places.length > 1 ? styles.pair : undefined}>
            <NumberInput
              label={t('form.stock')}
              description={t('form.stockHint')}
              inputMode="decimal"
              thousandSeparator="."
              decimalSeparator=","
              decimalScale={3}
              allowNegative={false}
              min={0}
              max={MAX_OPENING_MILLI / 1_000}
              clampBehavior="strict"
              hideControls
              {...form.getInputProps('stock')}
            />
            {places.length > 1 && (
              <NativeSelect
                label={t('form.stockOutlet')}
                size="lg"
                data={places.map(({ id, name }) => ({ value: id, label: name }))}
                {...form.getInputProps('outletId')}
              />
            )}
          </div>
        )}
        <TextInput
          label={t('form.sku')}
          description={product ? undefined : t('form.skuHint')}
          maxLength={MAX_SKU}
          autoComplete="off"
          {...form.getInputProps('sku')}
        />
        <NumberInput
          label={more('product.lowStock')}
          description={more('product.lowStockHint')}
          inputMode="decimal"
          thousandSeparator="."
          decimalSeparator=","
          decimalScale={3}
          allowNegative={false}
          min={0}
          max={1_000_000}
          hideControls
          {...form.getInputProps('lowStock')}
        />
        {showsMore ? (
          <ExtrasFields
            productId={product?.id}
            extras={form.values.extras}
            onChange={(extras) => form.setFieldValue('extras', extras)}
          />
        ) : (
          <Button onClick={() => setShowsMore(true)}>{more('product.more')}</Button>
        )}
        <Switch size="lg" label={t('form.active')} {...form.getInputProps('active', { type: 'checkbox' })} />
        <FormProblem>{problem}</FormProblem>
        {product && (
          <Button
            busy={remove.isPending}
            onClick={() => remove.mutate({ products: { ids: [product.id] }, change: { kind: 'remove' } })}
          >
            {t('form.remove')}
          </Button>
        )}
      </form>
    </Sheet>
  );
}
