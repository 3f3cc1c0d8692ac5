const rupiah = new Intl.NumberFormat('id-ID', {
  style: 'currency',
  currency: 'IDR',
  maximumFractionDigits: 0,
});
const plain = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 0 });

/** `Rp 12.500` with a space that does not break; the same in both languages. `amount` is integer rupiah. */
export function formatRupiah(amount: number): string {
  return rupiah.format(amount);
}

/** `12.500`, where the column already says that it is rupiah. */
export function formatRupiahBare(amount: number): string {
  return plain.format(amount);
}
