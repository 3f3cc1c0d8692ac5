import { type ReactNode, Suspense, use, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import { listenToKeyboardWedge } from '../devices/keyboard-wedge.ts';
import { Logo } from '../ui/logo.tsx';
import { DeviceContext } from './device-context.ts';
import styles from './device-shell.module.css';
import { isPlausibleCode } from './is-plausible-code.ts';
import { type Device, openDevice } from './open-device.ts';
import { giveScan } from './scan-taker.ts';
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

function useScanner({ local, till }: Device) {
  const cashier = useStore(till.cashier);
  const listening = cashier !== null;
  useEffect(() => {
    if (!listening) return;
    return listenToKeyboardWedge((code) => giveScan(code) || till.scan(code), {
      isWhole: (code) => local.productsByBarcode(code).length > 0,
      accept: (code, context) => isPlausibleCode(code, local.productsByBarcode(code).length > 0, context),
    });
  }, [listening, local, till]);
}

function Opening() {
  const { t } = useTranslation();
  return (
    <div className={styles.opening} role="status" aria-label={t('loading')}>
      <Logo size={56} variant="full" />
    </div>
  );
}
