import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { priceCart } from '../../../shared/pricing/price-cart.ts';
import { receiptOf } from '../../../shared/receipt/receipt-of.ts';
import type { OutletSettings } from '../../../shared/settings/types.ts';
import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import { useLanguage } from '../../app/use-language.ts';
import { ReceiptPaper } from '../../receipt/receipt-paper.tsx';
import { useShop } from '../account.ts';
import styles from './settings-page.module.css';

const NOBODY = '00000000-0000-7000-8000-000000000000';

/** A receipt of two things, by the same model that the till prints. */
export function ReceiptPreview({ settings }: { settings: OutletSettings }) {
  const { t } = useTranslation('rules');
  const language = useLanguage();
  const { name, user } = useShop();
  const [at] = useState(() => Date.now());
  const { receipt } = settings;
  const document = receiptOf(sampleSale(settings, at, [t('receipt.sampleItem'), t('receipt.sampleBread')]), {
    shop: {
      name: receipt.shopName || name,
      address: '',
      ...(receipt.npwp && { npwp: receipt.npwp }),
      header: receipt.header,
      footer: receipt.footer,
      logo: receipt.logoPictureId !== undefined,
      showTax: receipt.showTaxLine,
    },
    language,
    timeZone: settings.pricing.timeZone ?? 'Asia/Jakarta',
    cashier: user.name,
    copy: 0,
  });
  return (
    <section className={styles.paper} aria-label={t('receipt.preview')}>
      <ReceiptPaper
        document={document}
        paper={receipt.paper === 58 ? '58' : '80'}
        logo={receipt.logoPictureId && `/pictures/${receipt.logoPictureId}`}
      />
    </section>
  );
}

function sampleSale(settings: OutletSettings, at: number, names: [string, string]): SaleRecord {
  const { promotions: _none, ...pricing } = settings.pricing;
  const items = [
    { name: names[0], quantityMilli: 2_000, unitPrice: 18_000 },
    { name: names[1], quantityMilli: 1_000, unitPrice: 15_000 },
  ];
  const priced = priceCart({ lines: items, at, tenders: [{ method: 'cash', amount: 0 }] }, pricing);
  const { total } = priced.inCash;
  const tendered = Math.ceil(total / 50_000) * 50_000;
  return {
    kind: 'sale',
    id: NOBODY,
    outletId: NOBODY,
    deviceId: NOBODY,
    staffId: NOBODY,
    receiptSeq: 123,
    receiptNumber: 'PST-A1-000123',
    soldAt: at,
    clockOffsetMs: null,
    deviceCounter: 1,
    shiftId: null,
    customerId: null,
    orderType: 'walkIn',
    lines: priced.lines.map((line, index) => ({
      lineNo: line.lineNo,
      productId: null,
      sku: '',
      name: items[index]?.name ?? '',
      unit: 'pcs',
      quantityMilli: items[index]?.quantityMilli ?? 0,
      unitPrice: items[index]?.unitPrice ?? 0,
      lineTotal: line.lineTotal,
      taxClass: 'standard',
      discount: line.discount,
      cartDiscount: line.cartDiscount,
      serviceCharge: line.serviceCharge,
      taxKind: line.taxKind,
      taxRateBp: line.taxRateBp,
      taxBase: line.taxBase,
      tax: line.tax,
      taxIncluded: line.taxIncluded,
    })),
    subtotal: priced.subtotal,
    discount: priced.discount,
    serviceCharge: priced.serviceCharge,
    tax: priced.tax,
    taxIncluded: priced.taxIncluded,
    rounding: priced.inCash.rounding,
    total,
    changeKept: 0,
    payments: [{ id: NOBODY, method: 'cash', amount: total, tendered, change: tendered - total }],
  };
}
