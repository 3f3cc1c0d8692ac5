import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MILLI } from '../../../shared/money.ts';
import { useStore } from '../../app/use-store.ts';
import type { Product } from '../../local/types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import type { CartModifier } from '../cart.ts';
import { catalogueUnitPrice } from '../catalogue-price.ts';
import { useDevice } from '../device-context.ts';
import { groupsOf, type ItemAsk, wantsPrice, wantsWeight } from '../item-ask.ts';
import { parseAmount } from '../parse-amount.ts';
import { parseQuantity } from '../parse-quantity.ts';
import { ModifierChoice, modifiersComplete } from './modifier-choice.tsx';
import { MoneyField } from './money-field.tsx';
import styles from './sell-form.module.css';

/** What a product still needs before it is a line: which variant, which additions, how heavy, at what price. */
export function ItemSheet({ ask }: { ask: ItemAsk }) {
  const { t } = useTranslation('sell');
  const { t: till } = useTranslation('till');
  const { t: common } = useTranslation();
  const device = useDevice();
  const settings = useStore(device.local.outletSettings);
  const { priceListId } = useStore(device.till.cart);
  const [variant, setVariant] = useState<Product | null>(null);
  const [modifiers, setModifiers] = useState<readonly CartModifier[]>([]);
  const [weight, setWeight] = useState('');
  const [price, setPrice] = useState('');
  const [tried, setTried] = useState(false);
  const [denied, setDenied] = useState(false);

  const { unit, given, variants } = ask;
  const product = variant ?? ask.product;
  const chooseVariant = variants.length > 0 && variant === null;
  const groups = groupsOf(product, settings);
  const weighs = wantsWeight(product, unit, given);
  const priced = wantsPrice(product, given);
  const parsedWeight = parseQuantity(weight);
  const parsedPrice = parseAmount(price);
  const complete = modifiersComplete(groups, modifiers);

  function choose(chosen: Product) {
    const open =
      groupsOf(chosen, settings).some(({ min }) => min > 0) ||
      wantsWeight(chosen, unit, given) ||
      wantsPrice(chosen, given);
    if (open) setVariant(chosen);
    else device.till.answer({ product: chosen, unit, quantityMilli: MILLI, choices: {}, ...given });
  }

  async function add(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!complete || (weighs && !parsedWeight.ok) || (priced && !parsedPrice.ok)) return;
    const charged = priced && parsedPrice.ok ? parsedPrice.amount : null;
    const { till: session } = device;
    if (charged !== null) {
      const actions = (['openPrice', 'zeroPrice'] as const).filter(
        (action) => (action === 'openPrice' || charged === 0) && !session.may(action),
      );
      const needs = actions.map((action) => ({ action, lineId: session.cart.get().nextLineId }));
      const approvals = needs.length === 0 ? [] : await session.askApproval(needs);
      if (!approvals) return setDenied(true);
      if (approvals.length > 0) session.change({ type: 'approve', approvals });
    }
    session.answer({
      product,
      unit,
      quantityMilli: weighs && parsedWeight.ok ? parsedWeight.quantityMilli : (given.quantityMilli ?? MILLI),
      choices: {
        ...given.choices,
        ...(modifiers.length > 0 && { modifiers }),
        ...(charged !== null && { charged, openPrice: true }),
      },
    });
  }

  return (
    <Sheet
      key={ask.product.id}
      title={product.name}
      closeLabel={common('close')}
      onClose={() => device.till.answer(null)}
      className={styles.sheet}
      footer={
        chooseVariant ? undefined : (
          <Button type="submit" form="item-form" variant="primary" size={64} wide data-testid="item-add">
            {t('item.add')}
          </Button>
        )
      }
    >
      {chooseVariant ? (
        <div className={styles.form}>
          <p className={styles.quiet}>{t('item.whichVariant')}</p>
          <div className={styles.options}>
            {variants.map((one) => (
              <button
                key={one.id}
                type="button"
                className={styles.option}
                data-testid="variant"
                data-sku={one.sku}
                onClick={() => choose(one)}
              >
                <span>{one.variant ?? one.name}</span>
                <Money amount={catalogueUnitPrice(one, unit, priceListId)} />
              </button>
            ))}
          </div>
        </div>
      ) : (
        <form id="item-form" onSubmit={add} className={styles.form} noValidate>
          {weighs && (
            <Field
              label={t('item.weight', { unit: product.unit })}
              hint={t('item.weightHint')}
              error={tried && !parsedWeight.ok && till(`quantity.errors.${parsedWeight.reason}`)}
            >
              {(control) => (
                <input
                  {...control}
                  data-testid="item-weight"
                  data-autofocus
                  inputMode="decimal"
                  autoComplete="off"
                  maxLength={24}
                  placeholder="0,5"
                  value={weight}
                  onChange={(event) => setWeight(event.target.value)}
                />
              )}
            </Field>
          )}
          {priced && (
            <MoneyField
              label={t('item.price')}
              error={
                (tried && !parsedPrice.ok && t(`amountErrors.${parsedPrice.reason}`)) ||
                (denied && t('problems.denied'))
              }
              value={price}
              onChange={(text) => {
                setPrice(text);
                setDenied(false);
              }}
              testId="item-price"
              autofocus={!weighs}
            />
          )}
          <ModifierChoice groups={groups} chosen={modifiers} onChange={setModifiers} />
          <p role="alert" className={styles.error}>
            {tried && !complete && t('modifiers.missing')}
          </p>
        </form>
      )}
    </Sheet>
  );
}
