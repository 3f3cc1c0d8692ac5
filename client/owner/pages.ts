import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Role } from '../../shared/roles.ts';

interface OwnerPage {
  path: string;
  /** the least role that may see it; the server asks again */
  needs: Role;
  screen: LazyExoticComponent<ComponentType>;
}

const PAGES: OwnerPage[] = [
  { path: '/owner', needs: 'manager', screen: lazy(() => import('./home/home-page.tsx')) },
  { path: '/owner/sales', needs: 'manager', screen: lazy(() => import('./sales/sales-page.tsx')) },
  { path: '/owner/products', needs: 'manager', screen: lazy(() => import('./products/products-page.tsx')) },
  {
    path: '/owner/products/import',
    needs: 'manager',
    screen: lazy(() => import('./products/import-page.tsx')),
  },
  { path: '/owner/devices', needs: 'manager', screen: lazy(() => import('./devices/devices-page.tsx')) },
  { path: '/owner/staff', needs: 'manager', screen: lazy(() => import('./staff/staff-page.tsx')) },
  { path: '/owner/outlets', needs: 'manager', screen: lazy(() => import('./outlets/outlets-page.tsx')) },
  { path: '/owner/audit', needs: 'owner', screen: lazy(() => import('./audit/audit-page.tsx')) },
  { path: '/owner/more', needs: 'manager', screen: lazy(() => import('./more/more-page.tsx')) },
  { path: '/owner/rescue', needs: 'manager', screen: lazy(() => import('./more/rescue-page.tsx')) },
];

/** The page at `path`, which has no trailing slash. */
export function findPage(path: string): OwnerPage | undefined {
  return PAGES.find((page) => page.path === path);
}
