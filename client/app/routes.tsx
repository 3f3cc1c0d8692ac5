import {
  createRootRoute,
  createRoute,
  createRouter,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router';
import { type ComponentType, Suspense } from 'react';
import { CrashScreen } from './crash-screen.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

/** The two halves of the app. The page of one has its code from the start and the other's when somebody goes there. */
export interface Rooms {
  Till: ComponentType;
  Office: ComponentType;
}

const TILL_PATHS = [
  '/',
  '/queue',
  '/settings',
  '/scanner',
  '/printers',
  '/shift',
  '/history',
  '/customers',
  '/stock',
  '/qris',
] as const;
const OFFICE_PATHS = ['/owner', '/owner/$', '/setup', '/reset', '/admin', '/admin/$'] as const;

/** Addresses lead to rooms; which of its screens is meant, a room knows itself. */
export function createAppRouter({ Till, Office }: Rooms) {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
  // Not the router's own way of fetching code: it reloads the page when a file is missing, and nothing reloads a till.
  const till = createRoute({ getParentRoute: () => root, id: 'till', component: inTime(Till) });
  const office = createRoute({ getParentRoute: () => root, id: 'office', component: inTime(Office) });
  const tillRoutes = TILL_PATHS.map((path) =>
    createRoute({ getParentRoute: () => till, path, component: () => null }),
  );
  const officeRoutes = OFFICE_PATHS.map((path) =>
    createRoute({ getParentRoute: () => office, path, component: () => null }),
  );
  return createRouter({
    routeTree: root.addChildren([till.addChildren(tillRoutes), office.addChildren(officeRoutes)]),
    defaultErrorComponent: CrashScreen,
    // Codes and tokens are text: JSON would eat leading zeros and add quotes.
    parseSearch: parseSearchWith((text) => text),
    stringifySearch: stringifySearchWith(String),
  });
}

function inTime(Room: ComponentType) {
  return () => (
    <Suspense fallback={null}>
      <Room />
    </Suspense>
  );
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
