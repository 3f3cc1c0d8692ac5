import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

const TILL = '../till/';

const LINES: readonly [minute: string, line: string, file: string, title: string][] = [
  [
    '0-2',
    'portrait and landscape',
    `${TILL}accessible.spec.ts`,
    'axe finds nothing on any screen of the till',
  ],
  ['0-2', 'wrong PIN', `${TILL}sell.spec.ts`, 'T6 wrong PINs are counted, then lock'],
  ['0-2', 'find by letters, middle word, typo, code', `${TILL}cart.spec.ts`, 'search finds by three letters'],
  [
    '0-2',
    'the same item five times fast',
    `${TILL}scan.spec.ts`,
    'D2 five fast scans of one product are five',
  ],
  ['0-2', 'an unknown code', `${TILL}scan.spec.ts`, 'D2 an unknown code says so and adds nothing'],
  ['0-2', 'scan while a dialog is open', `${TILL}scan.spec.ts`, 'D2 a scan while a dialog is open'],
  ['0-2', 'scan while the search holds text', `${TILL}scan.spec.ts`, 'D2 a scan into the search keeps'],
  ['2-4', 'quantity 12, 0,5, negative', `${TILL}cart.spec.ts`, 'a quantity is a whole number or up to three'],
  ['2-4', 'delete and undo', `${TILL}cart.spec.ts`, 'what was removed or cleared comes back with undo'],
  ['2-4', 'discount % above my limit', 'cart.spec.ts', 'a discount in % within the limit is given'],
  ['2-4', 'discount Rp', 'cart.spec.ts', 'a discount in Rp on the whole cart'],
  ['2-4', 'price override', 'cart.spec.ts', 'another price needs a manager'],
  ['2-4', 'note', `${TILL}cart.spec.ts`, 'a note stands on its line and on the receipt'],
  ['2-4', 'split a line', 'cart.spec.ts', 'a line is split in two that cost the same together'],
  ['2-4', 'park, start another, recall', 'cart.spec.ts', 'a parked cart waits through another sale'],
  ['2-4', 'price changed on the server', 'price-change.spec.ts', 'a price changed on the server'],
  ['4-6', 'exact', `${TILL}sell.spec.ts`, 'S1 a double tap sells once'],
  ['4-6', '100.000 for 37.450, rounding on and off', 'pay.spec.ts', '100.000 for 37.450 is rounded in cash'],
  ['4-6', 'two methods, back to the cart', 'pay.spec.ts', 'two methods; back to the cart and a reload'],
  ['4-6', 'double-tap Pay', `${TILL}sell.spec.ts`, 'S1 a double tap sells once'],
  ['4-6', 'Back, rotate, lock during Pay', 'pay.spec.ts', 'rotating and locking while paying lose nothing'],
  ['4-6', '0-rupiah sale', 'pay.spec.ts', 'a sale of 0 rupiah is for the permitted role only'],
  ['4-6', 'QRIS cancelled, QRIS paid late', 'pay.spec.ts', 'QRIS cancelled leaves the cart'],
];

for (const [minute, line, file, title] of LINES) {
  test(`minute ${minute}: ${line} is proven in ${file}`, () => {
    expect(readFileSync(new URL(file, import.meta.url), 'utf8')).toContain(title);
  });
}
