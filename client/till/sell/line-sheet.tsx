import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import type { ProductUnit } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Field } from '../../ui/field.tsx';
import { formatRupiah, formatRupiahBare } from '../../ui/format-rupiah.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { type CartLine, isQuantity } from '../cart.ts';
import { catalogueUnitPrice } from '../catalogue-price.ts';
import { useDevice } from '../device-context.ts';
import { groupsOf } from '../item-ask.ts';
import { parseAmount, parseDiscount } from '../parse-amount.ts';
import { formatQuantity, parseQuantity } from '../parse-quantity.ts';
import type { Proposal } from '../till-session.ts';
import { DiscountField, typedDiscount } from './discount-field.tsx';
import { ModifierChoice, modifiersComplete } from './modifier-choice.tsx';
import { MoneyField } from './money-field.tsx';
import styles from './sell-form.module.css';

/** All that can be decided about a line. Nothing changes before it is applied, and everything can be undone. */
export function LineSheet({
  line,
  onClose,
  offerUndo,
}: {
  line: CartLine;
  onClose: () => void;
  offerUndo: (message: string, undo: () => void) => void;
}) {
  const { t } = useTranslation('sell');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const settings = useStore(local.outletSettings);
  const { priceListId } = useStore(till.cart);
  const product = line.productId === null ? undefined : local.productById(line.productId);
  const units = product?.units ?? [];
  const groups = product ? groupsOf(product, settings) : [];
  const [unit, setUnit] = useState<ProductUnit | null>(
    () => units.find(({ name }) => line.factorMilli !== undefined && name === line.unit) ?? null,
  );
  const [discount, setDiscount] = useState(() => typedDiscount(line.discount));
  const [price, setPrice] = useState(line.charged == null ? '' : formatRupiahBare(line.charged));
  const [modifiers, setModifiers] = useState(line.modifiers ?? []);
  const [splitOff, setSplitOff] = useState('');
  const [splitFailed, setSplitFailed] = useState(false);
  const [failure, setFailure] = useState<(Proposal & { ok: false })['reason'] | null>(null);
  const [tried, setTried] = useState(false);

  const parsedDiscount = parseDiscount(discount.kind, discount.text);
  const parsedPrice = price.trim() === '' && !line.openPrice ? null : parseAmount(price);
  const complete = modifiersComplete(groups, modifiers);
  const sameUnit = unit === null ? line.factorMilli === undefined : unit.name === line.unit;
  const listPrice = sameUnit || !product ? line.unitPrice : catalogueUnitPrice(product, unit, priceListId);

  async function apply(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!parsedDiscount.ok || (parsedPrice && !parsedPrice.ok) || !complete) return;
    // The catalogue's own price, typed in, is no other price.
    const typed = parsedPrice?.amount ?? null;
    const charged = typed === listPrice && !line.openPrice ? null : typed;
    const change: Partial<Omit<CartLine, 'lineId'>> = {
      ...(!same(parsedDiscount.discount, line.discount ?? null) && { discount: parsedDiscount.discount }),
      ...(charged !== (line.charged ?? null) && { charged }),
      ...(!same(modifiers, line.modifiers ?? []) && { modifiers }),
      ...(!sameUnit && { unit: unit?.name ?? product?.unit ?? line.unit, unitPrice: listPrice }),
      ...(!sameUnit && { factorMilli: unit?.factorMilli, memberPrice: unit ? null : product?.memberPrice }),
    };
    if (Object.keys(change).length === 0) return onClose();
    const result = await till.propose({ type: 'changeLine', lineId: line.lineId, change });
    if (!result.ok) return setFailure(result.reason);
    const { lineId, quantityMilli, ...before } = line;
    const { discount: oldDiscount = null, charged: oldCharged = null, modifiers: oldModifiers = [] } = line;
    offerUndo(t('line.changed', { name: line.name }), () =>
      till.change({
        type: 'changeLine',
        lineId,
        change: {
          ...before,
          ...{ discount: oldDiscount, charged: oldCharged, modifiers: oldModifiers },
          factorMilli: line.factorMilli,
        },
      }),
    );
    onClose();
  }

  function split() {
    const parsed = parseQuantity(splitOff);
    if (!parsed.ok || !isQuantity(line.quantityMilli - parsed.quantityMilli)) return setSplitFailed(true);
    const before = till.cart.get();
    till.change({ type: 'split', lineId: line.lineId, quantityMilli: parsed.quantityMilli });
    const after = till.cart.get();
    offerUndo(t('line.splitDone', { name: line.name }), () => {
      if (till.cart.get() === after) till.change({ type: 'restore', cart: before });
    });
    onClose();
  }

  return (
    <Sheet
      title={line.name}
      closeLabel={common('close')}
      onClose={onClose}
      className={styles.sheet}
      footer={
        <Button type="submit" form="line-form" variant="primary" size={64} wide data-testid="line-apply">
          {t('apply')}
        </Button>
      }
    >
      <form id="line-form" onSubmit={apply} className={styles.form} noValidate>
        {units.length > 0 && product && (
          <fieldset className={styles.group}>
            <legend className={styles.legend}>{t('line.unit')}</legend>
            <div className={styles.options}>
              {[null, ...units].map((one) => (
                <label key={one?.name ?? ''} className={styles.option}>
                  <input
                    type="radio"
                    name="unit"
                    data-testid="line-unit"
                    data-unit={one?.name ?? product.unit}
                    checked={(unit?.name ?? '') === (one?.name ?? '')}
                    onChange={() => setUnit(one)}
                  />
                  <span>{one?.name ?? product.unit}</span>
                  <span>{formatRupiah(catalogueUnitPrice(product, one, priceListId))}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <ModifierChoice groups={groups} chosen={modifiers} onChange={setModifiers} />
        {tried && !complete && (
          <p role="alert" className={styles.error}>
            {t('modifiers.missing')}
          </p>
        )}
        <DiscountField
          label={t('discount.line')}
          value={discount}
          onChange={setDiscount}
          error={parsedDiscount.ok ? null : parsedDiscount.reason}
        />
        <MoneyField
          label={t('line.price', { unit: unit?.name ?? line.unit })}
          hint={t('line.listPrice', { price: formatRupiah(listPrice) })}
          error={parsedPrice && !parsedPrice.ok && t(`amountErrors.${parsedPrice.reason}`)}
          value={price}
          onChange={setPrice}
          placeholder={formatRupiahBare(listPrice)}
          testId="line-price"
        />
        <p role="alert" className={styles.error} data-testid="line-error">
          {failure && t(`problems.${failure}`)}
        </p>
      </form>
      {line.labelPrice == null && line.quantityMilli > 1 && (
        <form
          className={classNames(styles.pair, styles.divided)}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            split();
          }}
        >
          <Button type="submit" size={48} data-testid="line-split" disabled={splitOff.trim() === ''}>
            {t('line.split')}
          </Button>
          <Field
            label={t('line.splitOff', { quantity: formatQuantity(line.quantityMilli), unit: line.unit })}
            error={splitFailed && t('line.splitError', { quantity: formatQuantity(line.quantityMilli) })}
          >
            {(control) => (
              <input
                {...control}
                data-testid="line-split-quantity"
                inputMode="decimal"
                autoComplete="off"
                maxLength={24}
                value={splitOff}
                onChange={(event) => {
                  setSplitOff(event.target.value);
                  setSplitFailed(false);
                }}
              />
            )}
          </Field>
        </form>
      )}
    </Sheet>
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
