import { expect, test } from 'vitest';
import { readHidReport } from './hid-report.ts';

const item = (usage: number, reportSize: number, reportCount: number) => ({
  usages: [usage],
  reportSize,
  reportCount,
});
const scanner = [
  {
    usagePage: 0x8c,
    inputReports: [
      { reportId: 1, items: [] },
      {
        reportId: 2,
        items: [
          item(0x01003b, 8, 1),
          ...[0x8c00fb, 0x8c00fc, 0x8c00fd].map((usage) => item(usage, 8, 1)),
          item(0x8c00fe, 8, 56),
          item(0x8c00ff, 1, 1),
          item(0, 7, 1),
        ],
      },
    ],
  },
];

function report(text: string, more: boolean): DataView {
  const bytes = new Uint8Array(61);
  bytes.set([text.length, 0x5d, 0x45, 0x30, ...[...text].map((letter) => letter.charCodeAt(0))]);
  bytes[60] = more ? 1 : 0;
  return new DataView(bytes.buffer);
}

test('a report of a scanner in POS mode gives its text, as its own descriptor lays it out', () => {
  expect(readHidReport(scanner, 2, report('8991002101234', false))).toEqual({
    text: '8991002101234',
    more: false,
  });
  expect(readHidReport(scanner, 2, report('https://toko.example/', true))).toMatchObject({ more: true });
  expect(readHidReport(scanner, 1, report('8991002101234', false))).toBeNull();
  expect(readHidReport(scanner, 9, report('8991002101234', false))).toBeNull();
  expect(readHidReport(scanner, 2, new DataView(new ArrayBuffer(4)))).toEqual({ text: '', more: false });
});
