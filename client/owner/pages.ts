import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Role } from '../../shared/roles.ts';

type Load = () => Promise<{ default: ComponentType }>;

interface OwnerPage {
  path: string;
  /** the least role that may see it; the server asks again */
  needs: Role;
  screen: LazyExoticComponent<ComponentType>;
  load: Load;
}

/** The pages for whoever is not signed in. */
export const entryPages = {
  '/owner/sign-in': () => import('./entry/sign-in-page.tsx'),
  '/setup': () => import('./entry/set-up-page.tsx'),
  '/reset': () => import('./entry/reset-page.tsx'),
} satisfies Record<string, Load>;

const PAGES: OwnerPage[] = [
  page('/owner', 'manager', () => import('./home/home-page.tsx')),
  page('/owner/reports', 'manager', () => import('./reports/reports-page.tsx')),
  page('/owner/sales', 'manager', () => import('./sales/sales-page.tsx')),
  page('/owner/qris', 'manager', () => import('./qris/qris-page.tsx')),
  page('/owner/shifts', 'manager', () => import('./shifts/shifts-page.tsx')),
  page('/owner/settings', 'manager', () => import('./settings-screens/settings-page.tsx')),
  page('/owner/customers', 'manager', () => import('./customers/customers-page.tsx')),
  page('/owner/stock', 'manager', () => import('./stock/stock-page.tsx')),
  page('/owner/products', 'manager', () => import('./products/products-page.tsx')),
  page('/owner/products/import', 'manager', () => import('./products/import-page.tsx')),
  page('/owner/devices', 'manager', () => import('./devices/devices-page.tsx')),
  page('/owner/staff', 'manager', () => import('./staff/staff-page.tsx')),
  page('/owner/outlets', 'manager', () => import('./outlets/outlets-page.tsx')),
  page('/owner/integrations', 'manager', () => import('./integrations/integrations-page.tsx')),
  page('/owner/integrations/new', 'owner', () => import('./integrations/connect-page.tsx')),
  page('/owner/integrations/connection', 'manager', () => import('./integrations/connection-page.tsx')),
  page('/owner/integrations/health', 'manager', () => import('./integrations/health-page.tsx')),
  page('/owner/integrations/features', 'manager', () => import('./integrations/features-page.tsx')),
  page('/owner/integrations/import', 'owner', () => import('./integrations/import-page.tsx')),
  page('/owner/integrations/preset', 'owner', () => import('./integrations/preset-page.tsx')),
  page('/owner/audit', 'owner', () => import('./audit/audit-page.tsx')),
  page('/owner/more', 'manager', () => import('./more/more-page.tsx')),
  page('/owner/rescue', 'manager', () => import('./more/rescue-page.tsx')),
];

/** The page at `path`, which has no trailing slash. */
export function findPage(path: string): OwnerPage | undefined {
  return PAGES.find((page) => page.path === path);
}

/** Fetches the code of the page at `path` before it is drawn; nothing where there is none. */
export async function loadPage(path: string): Promise<void> {
  const entries: Partial<Record<string, Load>> = entryPages;
  await (entries[path] ?? findPage(path)?.load)?.();
}

function page(path: string, needs: Role, load: Load): OwnerPage {
  return { path, needs, load, screen: lazy(load) };
}
