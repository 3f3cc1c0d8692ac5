/**
 * A phone number as people write it, `0812-3456-7890`, `62812…`, `+62 812…`, as `+62…`; of other countries only when it
 * begins with their `+` or `00`. `''` for nothing typed, null for what is no number.
 */
export function normalisePhone(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return '';
  if (!/^\+?[\d\s().\-/]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  const number = text.startsWith('+') ? digits : international(digits);
  // +62 0812…: the zero is for calls inside the country.
  const written = number.replace(/^620+/, '62');
  return /^[1-9]\d{7,14}$/.test(written) ? `+${written}` : null;
}

function international(digits: string): string {
  if (digits.startsWith('00')) return digits.slice(2);
  if (digits.startsWith('0')) return `62${digits.slice(1)}`;
  // Mobile numbers are also written without the zero.
  return digits.startsWith('8') ? `62${digits}` : digits;
}
