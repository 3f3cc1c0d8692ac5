import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import list from '../frame/list.module.css';
import { date, timeAgo } from '../times.ts';
import { DevicePills } from './device-pills.tsx';
import { DevicePrinters } from './device-printers.tsx';
import styles from './device-row.module.css';
import type { ListedDevice } from './use-devices.ts';

type DeviceRowProps = {
  device: ListedDevice;
  /** how its receipt numbers begin */
  receiptStart: string;
  nowMs: number;
  onRename: () => void;
  onRevoke: () => void;
};

/** One tablet with what it last reported, and what can be done about it. */
export function DeviceRow({ device, receiptStart, nowMs, onRename, onRevoke }: DeviceRowProps) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const ago = (time: string | Date) => timeAgo(new Date(time).getTime(), nowMs, language);
  return (
    <li className={list.item} data-testid="device">
      <div className={list.words}>
        <span className={list.name}>{device.name}</span>
        <span className={list.detail}>
          {device.lastSeenAt
            ? t('devices.lastSeen', { when: ago(device.lastSeenAt) })
            : t('devices.neverSeen')}
        </span>
        <span className={list.detail}>
          {[
            t('devices.code', { code: receiptStart }),
            device.appVersion && t('devices.version', { version: device.appVersion }),
            device.revokedAt
              ? t('devices.revokedAt', { when: ago(device.revokedAt) })
              : t('devices.enrolled', { when: date(new Date(device.enrolledAt).getTime(), language) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      <DevicePills device={device} nowMs={nowMs} />
      <DevicePrinters device={device} nowMs={nowMs} />
      {device.revokedAt === null && (
        <div className={styles.deeds}>
          <Button onClick={onRename}>{t('devices.rename')}</Button>
          <Button onClick={onRevoke}>{t('devices.revoke')}</Button>
        </div>
      )}
    </li>
  );
}
