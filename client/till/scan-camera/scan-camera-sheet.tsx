import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import type { FrameRead } from '../../devices/scan/frame-reader.ts';
import { plainCode } from '../../devices/scan/plain-code.ts';
import { saveScanSettings, scanSettings } from '../../devices/scan/scan-settings.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useDevice } from '../device-context.ts';
import { hearCode } from '../hear-code.ts';
import { productAsk } from '../product-ask.ts';
import { readCode, scaleFormats } from '../read-code.ts';
import { Segments } from '../segments.tsx';
import { CameraControls } from './camera-controls.tsx';
import styles from './scan-camera-sheet.module.css';
import { useCamera } from './use-camera.ts';

/** What the camera read last, as the till understood it; `name` null: nobody knows it. */
interface Last {
  code: string;
  name: string | null;
}

/** The camera as a scanner: what it reads goes where scans go (D2), one code after the other or one at a time. */
export function ScanCameraSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('scan');
  const { t: common } = useTranslation();
  const device = useDevice();
  const { local, till } = device;
  const { continuous } = useStore(scanSettings);
  const questions = [till.choice, till.ask, till.approval, productAsk] as const;
  const paused = [
    useStore(questions[0]),
    useStore(questions[1]),
    useStore(questions[2]),
    useStore(questions[3]),
  ].some((question) => question !== null);
  const video = useRef<HTMLVideoElement>(null);
  const [count, setCount] = useState(0);
  const [last, setLast] = useState<Last | null>(null);

  function productOf(code: string) {
    const formats = scaleFormats(local.outletSettings.get());
    const read = readCode(code, local.findCode, formats, till.cart.get().priceListId);
    if (read.kind === 'weighed') return read.found.product;
    return read.kind === 'products' ? read.found[0]?.product : undefined;
  }
  const plain = (text: string) => plainCode(text, (code) => local.findCode(code).length > 0);
  function onCode({ text }: FrameRead) {
    navigator.vibrate?.(40);
    const product = productOf(plain(text));
    setLast({ code: text, name: product?.name ?? null });
    if (product) setCount((before) => before + 1);
    hearCode(text, device);
    if (product && !scanSettings.get().continuous) onClose();
  }
  const isKnown = (text: string) => productOf(plain(text)) !== undefined;
  const { state, again } = useCamera(video, paused, isKnown, onCode);
  const open = state.phase === 'open' ? state : null;
  const hint = !open
    ? 'camera.starting'
    : !open.reader
      ? 'camera.preparing'
      : paused
        ? 'camera.paused'
        : 'camera.aim';
  return (
    <Sheet title={t('camera.title')} closeLabel={common('close')} onClose={onClose}>
      {state.phase === 'trouble' ? (
        <div
          className={styles.trouble}
          role="alert"
          data-testid="camera-trouble"
          data-trouble={state.trouble}
        >
          <p>{state.trouble === 'noReader' ? t('camera.noReader') : t(`camera.trouble.${state.trouble}`)}</p>
          <Button variant="primary" onClick={() => again()}>
            {t('camera.retry')}
          </Button>
        </div>
      ) : (
        <>
          <div className={styles.picture} data-testid="camera" data-reader={open?.reader ?? ''}>
            <video ref={video} className={styles.video} muted playsInline aria-label={t('camera.picture')} />
            <div className={styles.frame} aria-hidden="true" />
            <p className={styles.hint}>{t(hint)}</p>
          </div>
          {open && <CameraControls key={open.camera.deviceId} camera={open.camera} onOther={again} />}
        </>
      )}
      <p className={styles.last} role="status" data-testid="camera-last" data-count={count}>
        <strong>{t('camera.count', { count })}</strong>
        {last && <span>{last.name ?? t('camera.unknown', { code: last.code })}</span>}
      </p>
      <div className={styles.mode}>
        <span aria-hidden="true">{t('camera.mode')}</span>
        <Segments
          label={t('camera.mode')}
          value={continuous ? 'on' : 'off'}
          options={[
            { value: 'on', text: t('camera.modes.on') },
            { value: 'off', text: t('camera.modes.off') },
          ]}
          onChange={(value) => saveScanSettings({ continuous: value === 'on' })}
        />
      </div>
    </Sheet>
  );
}
