import type { TFunction } from 'i18next';
import type { Rupiah } from '../../../shared/money.ts';
import { formatRupiah } from '../../ui/format-rupiah.ts';

/** `Kurang Rp 5.000`: which way a drawer differs, in words and not by a sign alone. */
export function varianceWords(variance: Rupiah, t: TFunction<'day'>): string {
  if (variance === 0) return t('shift.exact');
  return t(variance < 0 ? 'shift.short' : 'shift.over', { amount: formatRupiah(Math.abs(variance)) });
}
