import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  MAX_BARCODE,
  MAX_BARCODES,
  MAX_NAME,
  MAX_PRICE,
  MAX_UNIT,
} from '../../../shared/catalogue/product-limits.ts';
import { useStore } from '../../app/use-store.ts';
import type { Product } from '../../local/types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiahBare } from '../../ui/format-rupiah.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { playHit } from '../../ui/sound.ts';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { parseAmount } from '../parse-amount.ts';
import type { ProductAsk } from '../product-ask.ts';
import { MoneyField } from '../sell/money-field.tsx';
import styles from './day.module.css';
import { useApproval } from './use-approval.tsx';
import { useCashier } from './use-cashier.ts';
import { useOnce } from './use-once.ts';
import { useScans } from './use-scans.ts';

/** A product made or changed at the till, without a network; it can be sold at once. */
export function ProductSheet({ ask, onClose }: { ask: ProductAsk; onClose: () => void }) {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const { id: staffId } = useCashier();
  const { approve, sheet } = useApproval();
  const categories = useStore(local.categories);
  const [product] = useState<Product | undefined>(() =>
    'productId' in ask ? local.productById(ask.productId) : undefined,
  );
  const [name, setName] = useState(product?.name ?? '');
  const [price, setPrice] = useState(product ? formatRupiahBare(product.price) : '');
  const [codes, setCodes] = useState(product ? product.barcodes.join(', ') : 'code' in ask ? ask.code : '');
  const [categoryId, setCategoryId] = useState(product?.categoryId ?? '');
  const [unit, setUnit] = useState(product?.unit ?? 'pcs');
  const [asked, setAsked] = useState(false);
  const { once, failure } = useOnce();
  const typed = parseAmount(price);
  const parsed = typed.ok && typed.amount > MAX_PRICE ? ({ ok: false, reason: 'tooLarge' } as const) : typed;
  const barcodes = [...new Set(codes.split(/[\s,;]+/).filter((code) => code !== ''))];
  const taken = barcodes
    .map((code) => ({ code, owner: local.productsByBarcode(code).find(({ id }) => id !== product?.id) }))
    .find(({ code, owner }) => owner?.barcodes.includes(code));
  const fromScan = 'code' in ask && ask.code !== '';

  // What is scanned while this is open is this product's code.
  useScans((code) => {
    playHit();
    setCodes((before) => (before.trim() === '' ? code : `${before.replace(/[\s,;]+$/, '')}, ${code}`));
  });

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (name.trim() === '' || unit.trim() === '' || !parsed.ok || taken) return;
    await once(async () => {
      const approvals = await approve('editProduct');
      if (!approvals) return;
      const saved = await local.editProduct({
        staffId,
        ...(product && { productId: product.id }),
        fields: {
          name: name.trim(),
          price: parsed.amount,
          barcodes: barcodes.slice(0, MAX_BARCODES).map((code) => code.slice(0, MAX_BARCODE)),
          categoryId: categoryId || null,
          unit: unit.trim(),
        },
        approvals,
      });
      showToast({ message: t('product.saved', { name: saved.name }), tone: 'ok' });
      if (fromScan) till.add(saved);
      onClose();
    });
  }

  return (
    <Sheet
      title={t(product ? 'product.editTitle' : 'product.newTitle')}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <form onSubmit={submit} className={styles.stack} noValidate data-testid="product-form">
        <Field label={t('product.name')} error={asked && name.trim() === '' && t('product.nameMissing')}>
          {(control) => (
            <input
              {...control}
              data-testid="product-name"
              data-autofocus
              autoComplete="off"
              maxLength={MAX_NAME}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <MoneyField
          label={t('product.price')}
          hint={parsed.ok && parsed.amount === 0 ? t('product.zeroHint') : undefined}
          error={
            asked && !parsed.ok && t(`amount.${parsed.reason === 'over100' ? 'tooLarge' : parsed.reason}`)
          }
          value={price}
          onChange={setPrice}
          testId="product-price"
        />
        <Field
          label={t('product.barcode')}
          hint={t('product.barcodeHint')}
          error={taken && t('product.barcodeTaken', { code: taken.code, name: taken.owner?.name ?? '' })}
        >
          {(control) => (
            <input
              {...control}
              data-testid="product-barcode"
              autoComplete="off"
              maxLength={300}
              value={codes}
              onChange={(event) => setCodes(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('product.category')}>
          {(control) => (
            <select
              {...control}
              data-testid="product-category"
              value={categoryId}
              onChange={(event) => setCategoryId(event.target.value)}
            >
              <option value="">{t('product.noCategory')}</option>
              {categories.map((category) => (
                <option key={category.id} value={category.id}>
                  {category.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('product.unit')} error={asked && unit.trim() === '' && t('product.unitMissing')}>
          {(control) => (
            <input
              {...control}
              data-testid="product-unit"
              autoComplete="off"
              maxLength={MAX_UNIT}
              value={unit}
              onChange={(event) => setUnit(event.target.value)}
            />
          )}
        </Field>
        <p role="alert" className={styles.warning}>
          {failure}
        </p>
        <Button type="submit" variant="primary" size={56} wide data-testid="product-save">
          {t(fromScan ? 'product.saveAndAdd' : 'product.save')}
        </Button>
      </form>
      {sheet}
    </Sheet>
  );
}
