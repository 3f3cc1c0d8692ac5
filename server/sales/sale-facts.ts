import type { Rupiah } from '../../shared/money.ts';

/** What the server knows that a sale is compared with (S5). */
export interface SaleFacts {
  /** devices, outlets, staff and products of the tenant, as far as the batch names them */
  devices: ReadonlyMap<string, { code: string; outletId: string }>;
  outlets: ReadonlyMap<string, { code: string }>;
  staff: ReadonlyMap<string, { active: boolean }>;
  products: ReadonlyMap<string, { price: Rupiah }>;
  /** which sales already carry a device's receipt sequence, by `receiptKey` */
  receipts: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Key of a receipt sequence of one device. */
export function receiptKey(deviceId: string, receiptSeq: number): string {
  return `${deviceId}.${receiptSeq}`;
}
