import {
  createRootRoute,
  createRoute,
  createRouter,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import DeviceShell from '../till/device-shell.tsx';
import { QueueScreen } from '../till/queue-screen.tsx';
import { SettingsScreen } from '../till/settings-screen.tsx';
import { TillPage } from '../till/till-page.tsx';
import { CrashScreen } from './crash-screen.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

// The till is the entry; whoever runs the shop waits a moment longer for a bigger room.
const OwnerApp = lazy(() => import('../owner/owner-app.tsx'));

function OwnerRoom() {
  return (
    <Suspense fallback={null}>
      <OwnerApp />
    </Suspense>
  );
}

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const device = createRoute({ getParentRoute: () => root, id: 'device', component: DeviceShell });
const deviceRoutes = [
  createRoute({ getParentRoute: () => device, path: '/', component: TillPage }),
  createRoute({ getParentRoute: () => device, path: '/queue', component: QueueScreen }),
  createRoute({ getParentRoute: () => device, path: '/settings', component: SettingsScreen }),
];
const owner = createRoute({ getParentRoute: () => root, id: 'owner-room', component: OwnerRoom });
const ownerRoutes = (['/owner', '/owner/$', '/setup', '/reset', '/admin', '/admin/$'] as const).map((path) =>
  createRoute({ getParentRoute: () => owner, path, component: () => null }),
);

export const router = createRouter({
  routeTree: root.addChildren([device.addChildren(deviceRoutes), owner.addChildren(ownerRoutes)]),
  defaultErrorComponent: CrashScreen,
  // Codes and tokens are text: JSON would eat leading zeros and add quotes.
  parseSearch: parseSearchWith((text) => text),
  stringifySearch: stringifySearchWith(String),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
