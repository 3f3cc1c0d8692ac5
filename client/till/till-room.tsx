import { useLocation } from '@tanstack/react-router';
import { type ComponentType, Suspense } from 'react';
import { loadCrashRescue } from '../app/crash-screen.tsx';
import { later } from '../app/later.ts';
import DeviceShell from './device-shell.tsx';
import { TillPage } from './till-page.tsx';

/** Screens of the device by their address; all but the first come when the till rests. */
const SCREENS: Record<string, ComponentType> = {
  '/': TillPage,
  '/queue': later(() => import('./queue-screen.tsx').then((part) => ({ default: part.QueueScreen }))),
  '/settings': later(() =>
    import('./settings-screen.tsx').then((part) => ({ default: part.SettingsScreen })),
  ),
};
later(loadCrashRescue);

/** Everything on the device outside of the back office. */
export default function TillRoom() {
  const path = useLocation({ select: ({ pathname }) => pathname.replace(/(.)\/+$/, '$1') });
  const Screen = SCREENS[path] ?? TillPage;
  return (
    <DeviceShell>
      <Suspense fallback={null}>
        <Screen />
      </Suspense>
    </DeviceShell>
  );
}
