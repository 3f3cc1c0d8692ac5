import type { ReceiptDocument, ReceiptLanguage } from './document.ts';
import { receiptWords } from './words.ts';

/** Shows at a glance what a printer can: its columns, its letters, pictures and symbols. */
export function testPageOf(
  printerName: string,
  columns: number,
  language: ReceiptLanguage,
  logo = false,
): ReceiptDocument {
  const words = receiptWords(language);
  return {
    kind: 'testPage',
    title: words.testPage,
    language,
    copy: 0,
    blocks: [
      ...(logo ? [{ type: 'logo' } as const] : []),
      { type: 'text', text: words.testPage, align: 'center', bold: true, size: 2 },
      { type: 'text', text: printerName, align: 'center' },
      { type: 'ruler' },
      { type: 'text', text: words.testColumns.replace('{columns}', String(columns)) },
      { type: 'row', left: words.subtotal, right: '1.234.567' },
      { type: 'row', left: words.total, right: 'Rp 1.234', bold: true, size: 2 },
      { type: 'text', text: ` ${words.refund} `, invert: true, align: 'center' },
      { type: 'rule', double: true },
      { type: 'text', text: `${words.testCharacters}: é à ñ ü ç ½ × € “kutip” – …` },
      { type: 'text', text: `${words.testPicture}: 咖啡 ☕ مرحبا` },
      { type: 'qr', data: 'https://example.com/struk/1', caption: 'QR' },
      { type: 'barcode', symbology: 'code128', data: 'TES-A1-000001' },
      { type: 'barcode', symbology: 'product', data: '8991234567891' },
      { type: 'text', text: words.testUpsideDown, align: 'center' },
    ],
  };
}
