/** The number for people: OUTLET-DEVICE-SEQ, e.g. `PST-A1-000042` (S2). Never an identity. */
export function receiptNumber(outletCode: string, deviceCode: string, receiptSeq: number): string {
  return `${outletCode}-${deviceCode}-${String(receiptSeq).padStart(6, '0')}`;
}
