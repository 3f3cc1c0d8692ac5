import type { BurstContext } from '../devices/keyboard-wedge.ts';

/**
 * Whether keys as fast as a scanner's are a scan. What the shop knows always is, and so is whatever arrives
 * outside a text field. In a field an unknown word stays typed unless it looks like a barcode.
 */
export function isPlausibleCode(code: string, known: boolean, { inField }: BurstContext): boolean {
  if (known || !inField) return true;
  const digits = code.replace(/\D/g, '').length;
  return code.length >= 8 && !/\s/.test(code) && digits * 2 >= code.length;
}
