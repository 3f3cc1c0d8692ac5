import { useTranslation } from 'react-i18next';
import type { SaleState } from '../local/types.ts';
import { Pill, type PillTone } from '../ui/pill.tsx';

const TONES: Record<SaleState, PillTone> = {
  local: 'calm',
  sent: 'calm',
  confirmed: 'ok',
  refused: 'warning',
};

export function SaleStatePill({ state }: { state: SaleState }) {
  const { t } = useTranslation('till');
  return <Pill tone={TONES[state]}>{t(`state.${state}`)}</Pill>;
}
