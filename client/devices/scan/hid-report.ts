/** Of WebHID, which TypeScript's library does not know. */
export interface HidItem {
  usages?: readonly number[];
  isRange?: boolean;
  usageMinimum?: number;
  reportSize?: number;
  reportCount?: number;
}
export interface HidReport {
  reportId?: number;
  items?: readonly HidItem[];
}
export interface HidCollection {
  usagePage?: number;
  inputReports?: readonly HidReport[];
  children?: readonly HidCollection[];
}

// HID Point of Sale Usage Tables 1.02, page 0x8c; the byte count is of the generic desktop page.
export const SCANNER_PAGE = 0x8c;
const DECODED_DATA = 0x8c00fe;
const CONTINUED = 0x8c00ff;
const BYTE_COUNT = 0x01003b;

/** The part of a code that one report carries, and whether the next one goes on with it; null: no such report. */
export function readHidReport(
  collections: readonly HidCollection[],
  reportId: number,
  data: DataView,
): { text: string; more: boolean } | null {
  const report = reportsOf(collections).find((one) => (one.reportId ?? 0) === reportId);
  let bit = 0;
  let bytes: number[] | undefined;
  let count: number | undefined;
  let more = false;
  for (const item of report?.items ?? []) {
    const size = item.reportSize ?? 0;
    const usage = item.isRange ? item.usageMinimum : item.usages?.[0];
    const length = size * (item.reportCount ?? 1);
    if (usage === BYTE_COUNT && size === 8) count = byteAt(data, bit);
    if (usage === DECODED_DATA && size === 8) {
      bytes = Array.from({ length: length / 8 }, (_, index) => byteAt(data, bit + index * 8));
    }
    if (usage === CONTINUED) more = ((byteAt(data, bit) >> (bit % 8)) & 1) === 1;
    bit += length;
  }
  if (!bytes) return null;
  const text = String.fromCharCode(...bytes.slice(0, count ?? bytes.length));
  return { text: count === undefined ? text.replace(/\0+$/, '') : text, more };
}

function reportsOf(collections: readonly HidCollection[]): HidReport[] {
  return collections.flatMap((one) => [...(one.inputReports ?? []), ...reportsOf(one.children ?? [])]);
}

function byteAt(data: DataView, bit: number): number {
  const at = bit >> 3;
  return at < data.byteLength ? data.getUint8(at) : 0;
}
