import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pill } from '../../ui/pill.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { countdown } from '../times.ts';
import { useNow } from '../use-now.ts';
import styles from './add-device-sheet.module.css';
import { useDevices } from './use-devices.ts';

type EnrolmentCodeProps = {
  place: { id: string; name: string };
  issued: { code: string; expiresAt: number };
  busy: boolean;
  onNewCode: () => void;
  onAnother: () => void;
  onClose: () => void;
};

/** The code as figures and as QR until a tablet has used it or its time is over. */
export function EnrolmentCode({ place, issued, busy, onNewCode, onAnother, onClose }: EnrolmentCodeProps) {
  const { t } = useTranslation('owner');
  const nowMs = useNow(1_000);
  const devices = useDevices(2_000);
  const [known] = useState(() => new Set(devices.data?.map(({ id }) => id)));
  const enrolled = devices.data?.find(({ id, outletId }) => outletId === place.id && !known.has(id));
  const leftMs = issued.expiresAt - nowMs;
  if (enrolled)
    return (
      <Sheet
        title={t('devices.add')}
        closeLabel={t('form.close')}
        onClose={onClose}
        footer={
          <>
            <Button onClick={onAnother}>{t('devices.another')}</Button>
            <Button variant="primary" onClick={onClose}>
              {t('devices.done')}
            </Button>
          </>
        }
      >
        <div role="status" data-testid="device-enrolled">
          <EmptyState kind="done" title={t('devices.enrolledTitle', { name: enrolled.name })}>
            {t('devices.enrolledHint')}
          </EmptyState>
        </div>
      </Sheet>
    );
  const over = leftMs <= 0;
  return (
    <Sheet
      title={t('devices.codeTitle', { outlet: place.name })}
      closeLabel={t('form.close')}
      onClose={onClose}
      footer={
        over ? (
          <Button variant="primary" busy={busy} onClick={onNewCode}>
            {t('devices.newCode')}
          </Button>
        ) : undefined
      }
    >
      <div className={classNames(styles.enrolment, over && styles.over)}>
        <p>{t('devices.codeHow', { address: location.host })}</p>
        <div className={styles.code} data-testid="new-code">
          <span>{issued.code.slice(0, 3)}</span>
          <span>{issued.code.slice(3)}</span>
        </div>
        <QrCode
          text={`${location.origin}/?enrol=${issued.code}`}
          label={t('devices.qr')}
          className={styles.qr}
        />
        {isLocalOnly(location.hostname) && <p className={styles.warning}>{t('devices.codeLocal')}</p>}
        <span className={styles.left}>
          {over ? t('devices.codeExpired') : t('devices.codeLeft', { time: countdown(leftMs) })}
        </span>
        {!over && <Pill tone="calm">{t('devices.waiting')}</Pill>}
      </div>
    </Sheet>
  );
}

function isLocalOnly(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
