import { useLocation } from '@tanstack/react-router';
import { type ComponentType, Suspense } from 'react';
import { loadCrashRescue } from '../app/crash-screen.tsx';
import { later } from '../app/later.ts';
import { useStore } from '../app/use-store.ts';
import {
  CustomersScreen,
  HistoryScreen,
  ProductSheet,
  QrisScreen,
  ShiftScreen,
  StockScreen,
} from './day/lazy-rooms.ts';
import { useDevice } from './device-context.ts';
import DeviceShell from './device-shell.tsx';
import { DevicesScreen, PrintWork } from './devices/lazy-devices.ts';
import { productAsk } from './product-ask.ts';
import { ScanTestScreen } from './scan-camera/lazy-scan.ts';
import { SignedIn } from './signed-in.tsx';
import { TillPage } from './till-page.tsx';

/** Screens of the device by their address; all but the first come when the till rests. */
const SCREENS: Record<string, ComponentType> = {
  '/': TillPage,
  '/printers': DevicesScreen,
  '/queue': later(() => import('./queue-screen.tsx').then((part) => ({ default: part.QueueScreen }))),
  '/settings': later(() =>
    import('./settings-screen.tsx').then((part) => ({ default: part.SettingsScreen })),
  ),
};
/** Those of the day besides selling: for whoever works. */
const DAY_SCREENS: Record<string, ComponentType> = {
  '/shift': ShiftScreen,
  '/history': HistoryScreen,
  '/customers': CustomersScreen,
  '/stock': StockScreen,
  '/qris': QrisScreen,
  '/scanner': ScanTestScreen,
};
later(loadCrashRescue);

/** Everything on the device outside of the back office. */
export default function TillRoom() {
  const path = useLocation({ select: ({ pathname }) => pathname.replace(/(.)\/+$/, '$1') });
  const DayScreen = DAY_SCREENS[path];
  const Screen = SCREENS[path] ?? TillPage;
  return (
    <DeviceShell>
      <Suspense fallback={null}>
        {DayScreen ? (
          <SignedIn>
            <DayScreen />
          </SignedIn>
        ) : (
          <Screen />
        )}
      </Suspense>
      <AskedProduct />
      <Printing />
    </DeviceShell>
  );
}

/** Papers and drawer, while somebody works. */
function Printing() {
  const { till } = useDevice();
  if (!useStore(till.cashier)) return null;
  return (
    <Suspense fallback={null}>
      <PrintWork />
    </Suspense>
  );
}

/** The sheet of a product that somebody asked for, over whatever screen they are on. */
function AskedProduct() {
  const { till } = useDevice();
  const cashier = useStore(till.cashier);
  const ask = useStore(productAsk);
  if (!ask || !cashier) return null;
  return (
    <Suspense fallback={null}>
      <ProductSheet ask={ask} onClose={() => productAsk.set(null)} />
    </Suspense>
  );
}
