import type { Rupiah } from '../money.ts';
import type { ReceiptBlock, ReceiptLanguage } from './document.ts';
import { receiptWords } from './words.ts';

/** Who sells, as paper must say it: name, address and, of a taxable shop (PKP), its NPWP. */
export interface ReceiptShop {
  name: string;
  address: string;
  npwp?: string;
  /** the shop's own lines under its address, and at the end */
  header: readonly string[];
  footer: readonly string[];
  logo: boolean;
  /** whether tax inside the prices is told; of a PKP (`npwp`) it is told whatever this says */
  showTax: boolean;
}

/** What a record does not carry and its paper needs. */
export interface ReceiptContext {
  shop: ReceiptShop;
  language: ReceiptLanguage;
  /** IANA name */
  timeZone: string;
  /** name of whoever sold; empty when unknown */
  cashier: string;
  customer?: {
    name: string;
    phone: string;
    address?: string;
    /** after this sale; only what is not 0 is printed */
    debt?: Rupiah;
    deposit?: Rupiah;
  };
  /** 0: the original; n: marked as the n-th copy */
  copy: number;
  /** an earlier print may have come out or not */
  possibleCopy?: boolean;
  voided?: boolean;
  /** where the customer finds it again */
  link?: string;
}

/** Name, address, NPWP and the shop's own lines. */
export function shopHead({ shop }: ReceiptContext): ReceiptBlock[] {
  const center = (text: string): ReceiptBlock => ({ type: 'text', text, align: 'center' });
  return [
    ...(shop.logo ? [{ type: 'logo' } as const] : []),
    { type: 'text', text: shop.name, align: 'center', bold: true, size: 2 },
    ...[shop.address, shop.npwp ? `NPWP ${shop.npwp}` : '', ...shop.header].filter(Boolean).map(center),
  ];
}

export function shopFoot({ shop }: ReceiptContext): ReceiptBlock[] {
  return shop.footer.filter(Boolean).map((text) => ({ type: 'text', text, align: 'center' }));
}

/** “SALINAN 2”, “MUNGKIN SALINAN”, “DIBATALKAN”: what keeps one sale from looking like two. */
export function marks({ copy, possibleCopy, voided, language }: ReceiptContext): ReceiptBlock[] {
  const words = receiptWords(language);
  const texts = [
    voided ? words.voided : '',
    copy > 0 ? `${words.copy} ${copy}` : '',
    copy === 0 && possibleCopy ? words.possibleCopy : '',
  ].filter(Boolean);
  return texts.map((text) => ({
    type: 'text',
    text: ` ${text} `,
    align: 'center',
    bold: true,
    size: 2,
    invert: true,
  }));
}
