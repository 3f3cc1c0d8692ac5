import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import { saveScanSettings, scanSettings } from '../../devices/scan/scan-settings.ts';
import { Button } from '../../ui/button.tsx';
import { playHit, playMiss } from '../../ui/sound.ts';
import { useScans } from '../day/use-scans.ts';
import { useDevice } from '../device-context.ts';
import { PageFrame, PageSection } from '../page-frame.tsx';
import { ScanCameraSheet } from '../scan-camera/scan-camera-sheet.tsx';
import { Segments } from '../segments.tsx';
import { CableScanners } from './cable-scanners.tsx';
import { LearnScanner } from './learn-scanner.tsx';
import styles from './scan-test.module.css';

interface Heard {
  key: number;
  code: string;
  name: string | null;
}
const SHOWN = 8;

/** `/scanner`: what a scanner sends and what the till makes of it; how this device hears its scanners. */
export function ScanTestScreen() {
  const { t } = useTranslation('scan');
  const { local } = useDevice();
  const { ean8 } = useStore(scanSettings);
  const [heard, setHeard] = useState<readonly Heard[]>([]);
  const [camera, setCamera] = useState(false);
  useScans((code) => {
    const [found] = local.findCode(code);
    if (found) playHit();
    else playMiss();
    const one = { code, name: found?.product.name ?? null };
    setHeard((before) => [{ key: (before[0]?.key ?? 0) + 1, ...one }, ...before].slice(0, SHOWN));
  });
  return (
    <PageFrame title={t('test.title')}>
      <PageSection
        title={t('test.tryTitle')}
        aside={heard.length > 0 && <Button onClick={() => setHeard([])}>{t('test.clear')}</Button>}
      >
        <p className={styles.quiet}>{t('test.tryHint')}</p>
        <ul className={styles.heard} aria-live="polite">
          {heard.map(({ key, code, name }) => (
            <li key={key} data-testid="scan-heard" data-code={code}>
              <code>{shown(code)}</code>
              <span className={styles.quiet}>{name ? t('test.known', { name }) : t('test.unknown')}</span>
            </li>
          ))}
          {heard.length === 0 && <li className={styles.quiet}>{t('test.nothing')}</li>}
        </ul>
      </PageSection>
      <PageSection title={t('test.learnTitle')}>
        <LearnScanner />
      </PageSection>
      <PageSection title={t('test.cameraTitle')}>
        <Button onClick={() => setCamera(true)} data-testid="scan-test-camera">
          {t('test.cameraOpen')}
        </Button>
        <div className={styles.row}>
          <span aria-hidden="true">{t('test.ean8')}</span>
          <Segments
            label={t('test.ean8')}
            value={ean8 ? 'on' : 'off'}
            options={[
              { value: 'on', text: t('test.on') },
              { value: 'off', text: t('test.off') },
            ]}
            onChange={(value) => saveScanSettings({ ean8: value === 'on' })}
          />
        </div>
        <p className={styles.quiet}>{t('test.ean8Hint')}</p>
      </PageSection>
      <PageSection title={t('test.cableTitle')}>
        <CableScanners />
      </PageSection>
      {camera && <ScanCameraSheet onClose={() => setCamera(false)} />}
    </PageFrame>
  );
}

/** Characters that no screen shows, as the pictures that Unicode has of them. */
function shown(code: string): string {
  return [...code]
    .map((letter) => (letter < ' ' ? String.fromCharCode(0x2400 + letter.charCodeAt(0)) : letter))
    .join('');
}
