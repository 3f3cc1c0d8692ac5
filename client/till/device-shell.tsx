import { type ReactNode, Suspense, use, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import { listenToKeyboardWedge } from '../devices/keyboard-wedge.ts';
import { scanSettings } from '../devices/scan/scan-settings.ts';
import { withoutHabits } from '../devices/scan/without-habits.ts';
import { Logo } from '../ui/logo.tsx';
import { DeviceContext } from './device-context.ts';
import styles from './device-shell.module.css';
import { hearCode } from './hear-code.ts';
import { isPlausibleCode } from './is-plausible-code.ts';
import { type Device, openDevice } from './open-device.ts';
import { WhichProductSheet } from './which-product-sheet.tsx';

/** Every screen of the device stands in here: it opens the store once and hears the scanner everywhere (D2). */
export default function DeviceShell({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={<Opening />}>
      <OpenedDevice>{children}</OpenedDevice>
    </Suspense>
  );
}

function OpenedDevice({ children }: { children: ReactNode }) {
  const device = use(openDevice());
  useScanner(device);
  const choice = useStore(device.till.choice);
  return (
    <DeviceContext value={device}>
      {children}
      {choice && <WhichProductSheet choice={choice} onChoose={device.till.choose} />}
    </DeviceContext>
  );
}

function useScanner(device: Device) {
  const { local, till } = device;
  const listening = useStore(till.cashier) !== null;
  const { wedge, scanners } = useStore(scanSettings);
  useEffect(() => {
    if (!listening) return;
    const isKnown = (code: string) => local.productsByBarcode(withoutHabits(code, wedge)).length > 0;
    return listenToKeyboardWedge((code) => hearCode(withoutHabits(code, wedge), device), {
      ...(wedge && { maxGapMs: wedge.maxGapMs, maxMeanGapMs: wedge.maxMeanGapMs }),
      isWhole: isKnown,
      accept: (code, context) => isPlausibleCode(code, isKnown(code), context),
    });
  }, [listening, local, device, wedge]);
  useEffect(() => {
    if (!listening || scanners.length === 0) return;
    let stop: (() => void) | undefined;
    let gone = false;
    import('../devices/scan/start-scanners.ts').then(
      ({ startScanners }) => {
        if (!gone) stop = startScanners(scanners, (code) => hearCode(code, device));
      },
      () => {},
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, [listening, device, scanners]);
}

function Opening() {
  const { t } = useTranslation();
  return (
    <div className={styles.opening} role="status" aria-label={t('loading')}>
      <Logo size={56} variant="full" />
    </div>
  );
}
