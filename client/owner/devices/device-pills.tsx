import { useTranslation } from 'react-i18next';
import { Pill } from '../../ui/pill.tsx';
import styles from './device-pills.module.css';
import { clockOffMinutes, type DeviceFacts, deviceState } from './device-state.ts';

type DevicePillsProps = { device: DeviceFacts & { unsent: number; refused: number }; nowMs: number };

const TONES = { online: 'ok', away: 'calm', never: 'neutral', revoked: 'neutral' } as const;

/** A device's state in a few words: in touch or not, what it still holds, whether its clock is right. */
export function DevicePills({ device, nowMs }: DevicePillsProps) {
  const { t } = useTranslation('owner');
  const state = deviceState(device, nowMs);
  const clockOff = clockOffMinutes(device);
  return (
    <div className={styles.pills}>
      <Pill tone={TONES[state]}>{t(`devices.state.${state}`)}</Pill>
      {device.unsent > 0 && (
        <Pill tone="calm" title={t('devices.asReported')}>
          {t('devices.unsent', { count: device.unsent })}
        </Pill>
      )}
      {device.refused > 0 && <Pill tone="warning">{t('devices.refused', { count: device.refused })}</Pill>}
      {clockOff > 0 && state !== 'revoked' && (
        <Pill tone="warning">{t('devices.clock', { count: clockOff })}</Pill>
      )}
    </div>
  );
}
