const quantity = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 3 });

/** `12` or `0,5` from thousandths of the unit. */
export function formatQuantity(milli: number): string {
  return quantity.format(milli / 1000);
}
