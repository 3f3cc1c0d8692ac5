import { IconBulb, IconBulbOff, IconCameraRotate, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../devices/scan/camera.ts';
import { saveScanSettings, scanSettings } from '../../devices/scan/scan-settings.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './scan-camera-sheet.module.css';

const ZOOM_STEPS = 5;

/** Light, zoom and the other camera: each only where this camera has it. */
export function CameraControls({ camera, onOther }: { camera: Camera; onOther: (cameraId: string) => void }) {
  const { t } = useTranslation('scan');
  const [lit, setLit] = useState(false);
  const range = camera.zoom;
  const [zoom, setZoom] = useState(scanSettings.get().zoom ?? range?.min ?? 1);
  const [other] = camera.others;
  if (!camera.hasTorch && !range && !other) return null;

  function change(by: -1 | 1) {
    if (!range) return;
    // Five presses from end to end, in steps that the camera takes.
    const step = Math.max(range.step, (range.max - range.min) / ZOOM_STEPS);
    const next = Math.min(range.max, Math.max(range.min, zoom + by * step));
    setZoom(next);
    saveScanSettings({ zoom: next });
    void camera.setZoom(next);
  }
  return (
    <div className={styles.controls}>
      {camera.hasTorch && (
        <IconButton
          size={56}
          aria-label={t(lit ? 'camera.torchOff' : 'camera.torchOn')}
          aria-pressed={lit}
          data-testid="camera-torch"
          onClick={() => {
            setLit(!lit);
            void camera.setTorch(!lit);
          }}
        >
          {lit ? <IconBulbOff size={26} aria-hidden="true" /> : <IconBulb size={26} aria-hidden="true" />}
        </IconButton>
      )}
      {range && (
        <>
          <IconButton size={56} aria-label={t('camera.zoomOut')} onClick={() => change(-1)}>
            <IconZoomOut size={26} aria-hidden="true" />
          </IconButton>
          <output aria-label={t('camera.zoomNow', { zoom: zoom.toFixed(1) })} data-testid="camera-zoom">
            {zoom.toFixed(1)}×
          </output>
          <IconButton size={56} aria-label={t('camera.zoomIn')} onClick={() => change(1)}>
            <IconZoomIn size={26} aria-hidden="true" />
          </IconButton>
        </>
      )}
      {other && (
        <IconButton size={56} aria-label={t('camera.otherCamera')} onClick={() => onOther(other)}>
          <IconCameraRotate size={26} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
