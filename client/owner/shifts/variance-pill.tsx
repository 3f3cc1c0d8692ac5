import { useTranslation } from 'react-i18next';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Pill } from '../../ui/pill.tsx';

/** Whether the drawer held what it should; `null`: it is still open. */
export function VariancePill({ variance }: { variance: number | null }) {
  const { t } = useTranslation('books');
  if (variance === null) return <Pill tone="calm">{t('shifts.open')}</Pill>;
  if (variance === 0) return <Pill tone="ok">{t('shifts.exact')}</Pill>;
  const amount = formatRupiah(Math.abs(variance));
  return variance < 0 ? (
    <Pill tone="risk">{t('shifts.short', { amount })}</Pill>
  ) : (
    <Pill tone="warning">{t('shifts.over', { amount })}</Pill>
  );
}
