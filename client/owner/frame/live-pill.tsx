import { useTranslation } from 'react-i18next';
import { Pill } from '../../ui/pill.tsx';
import { useLive } from '../live.ts';

const TONES = { on: 'ok', connecting: 'calm', off: 'calm' } as const;

/** Whether what is shown follows the shop as it sells. */
export function LivePill() {
  const { t } = useTranslation('owner');
  const live = useLive();
  return (
    <Pill tone={TONES[live]} data-testid="live" data-live={live}>
      {t(`live.${live}`)}
    </Pill>
  );
}
