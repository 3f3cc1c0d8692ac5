import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { priceCart } from '../../../shared/pricing/price-cart.ts';
import type { OutletSettings } from '../../../shared/settings/types.ts';
import { useLanguage } from '../../app/use-language.ts';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import form from '../frame/form.module.css';
import { percentText } from '../reports/percent-text.ts';
import sales from '../sales/sales-page.module.css';
import { ORDER_TYPES } from './order-types.ts';
import styles from './settings-page.module.css';

const BILL = 100_000;

/** What the settings make of a bill of Rp 100.000, by the engine that the till itself uses (M5). */
export function LiveExample({ settings }: { settings: OutletSettings }) {
  const { t } = useTranslation('rules');
  const language = useLanguage();
  const [at] = useState(() => Date.now());
  const type =
    ORDER_TYPES.find((one) => settings.orderTypes[one].enabled && settings.pricing.serviceCharge?.[one]) ??
    ORDER_TYPES.find((one) => settings.orderTypes[one].enabled) ??
    'walkIn';
  const { promotions: _none, ...pricing } = settings.pricing;
  const priced = priceCart(
    {
      lines: [{ quantityMilli: 1_000, unitPrice: BILL }],
      orderType: type,
      at,
      tenders: [{ method: 'cash', amount: 0 }],
    },
    pricing,
  );
  const rows = [
    { key: 'goods', name: t('tax.goods'), amount: priced.subtotal },
    { key: 'service', name: t('tax.serviceRow'), amount: priced.serviceCharge },
    ...priced.taxes
      .filter(({ included }) => !included)
      .map(({ kind, rateBp, amount }) => ({
        key: kind,
        name: t('tax.taxRow', { kind: t(`kinds.${kind}`), rate: percentText(rateBp / 10_000, language) }),
        amount,
      })),
    { key: 'rounding', name: t('tax.roundingRow'), amount: priced.inCash.rounding },
  ];
  return (
    <section className={styles.example} aria-live="polite">
      <h3>{t('tax.example')}</h3>
      <p className={form.hint}>{t('tax.exampleFor', { type: t(`orders.types.${type}`) })}</p>
      <dl className={sales.sums}>
        {rows
          .filter(({ key, amount }) => key === 'goods' || amount !== 0)
          .map(({ key, name, amount }) => (
            <ExampleRow key={key} name={name} amount={amount} />
          ))}
        <dt className={sales.total}>{t('tax.total')}</dt>
        <dd className={sales.total} data-testid="example-total" data-amount={priced.inCash.total}>
          {formatRupiah(priced.inCash.total)}
        </dd>
        {priced.taxes
          .filter(({ included }) => included)
          .map(({ kind, rateBp, amount }) => (
            <ExampleRow
              key={kind}
              name={t('tax.taxIncludedRow', {
                kind: t(`kinds.${kind}`),
                rate: percentText(rateBp / 10_000, language),
              })}
              amount={amount}
            />
          ))}
      </dl>
    </section>
  );
}

function ExampleRow({ name, amount }: { name: string; amount: number }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{formatRupiah(amount)}</dd>
    </>
  );
}
