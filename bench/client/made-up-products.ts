import { gtinCheckDigit } from '../../shared/barcode.ts';
import type { ProductRow } from '../../shared/sync/pull.ts';

const BRANDS = [
  'Sari',
  'Indo',
  'Mega',
  'Nusa',
  'Bima',
  'Citra',
  'Dewi',
  'Eka',
  'Fajar',
  'Garuda',
  'Harum',
  'Intan',
];
const KINDS = [
  'Mie Goreng',
  'Kopi Bubuk',
  'Teh Celup',
  'Susu Kental',
  'Sabun Mandi',
  'Sampo',
  'Beras',
  'Minyak',
];
const TASTES = [
  'Ayam Bawang',
  'Original',
  'Jeruk Nipis',
  'Cokelat',
  'Stroberi',
  'Pedas Manis',
  'Melati',
  'Vanila',
];
const SIZES = ['75 g', '250 ml', '1 kg', '600 ml', '12 sachet', '2 L', '40 pcs', '500 g'];

/** Rows as long and as varied as a supermarket's, the same at each call. */
export function madeUpProducts(count: number): ProductRow[] {
  return Array.from({ length: count }, (_, n): ProductRow => {
    const pick = <T>(list: readonly T[], step: number) => list[Math.floor(n / step) % list.length] as T;
    const digits = `899${String(100_000_000 + n)}`;
    const name = `${pick(BRANDS, 1)} ${pick(KINDS, 12)} ${pick(TASTES, 96)} ${pick(SIZES, 768)} ${n.toString(36)}`;
    return [
      `0190${hex(n, 4)}-${hex(n * 7, 4)}-7${hex(n * 13, 3)}-8${hex(n * 17, 3)}-${hex(n, 12)}`,
      `SKU${String(n).padStart(6, '0')}`,
      [digits + gtinCheckDigit(digits)],
      name,
      `01900000-0000-7000-8000-${hex(n % 40, 12)}`,
      'pcs',
      1_000 + (n % 900) * 50,
      'standard',
      null,
      1,
    ];
  });
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0').slice(-width);
}
