import { NativeSelect } from '@mantine/core';
import {
  IconAddressBook,
  IconBuildingStore,
  IconCashRegister,
  IconChartBar,
  IconDeviceTablet,
  IconDots,
  IconHistory,
  IconHome,
  IconLifebuoy,
  IconPackage,
  IconPlugConnected,
  IconReceipt,
  IconServer,
  IconSettings,
  IconStack2,
  IconUsers,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import { Logo } from '../../ui/logo.tsx';
import { useShop } from '../account.ts';
import { chooseShop } from '../chosen-shop.ts';
import { PageLink } from '../page-link.tsx';
import { queryClient } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { LivePill } from './live-pill.tsx';
import styles from './owner-frame.module.css';

const MAIN = [
  { to: '/owner', text: 'nav.home', icon: IconHome },
  { to: '/owner/sales', text: 'nav.sales', icon: IconReceipt },
  { to: '/owner/reports', text: 'nav.reports', icon: IconChartBar },
  { to: '/owner/products', text: 'nav.products', icon: IconPackage },
] as const;
/** On a phone these stand on the page "Lainnya". */
const REST = [
  { to: '/owner/shifts', text: 'nav.shifts', icon: IconCashRegister, ownerOnly: false },
  { to: '/owner/customers', text: 'nav.customers', icon: IconAddressBook, ownerOnly: false },
  { to: '/owner/stock', text: 'nav.stock', icon: IconStack2, ownerOnly: false },
  { to: '/owner/settings', text: 'nav.settings', icon: IconSettings, ownerOnly: false },
  { to: '/owner/integrations', text: 'nav.integrations', icon: IconPlugConnected, ownerOnly: false },
  { to: '/owner/devices', text: 'nav.devices', icon: IconDeviceTablet, ownerOnly: false },
  { to: '/owner/staff', text: 'nav.staff', icon: IconUsers, ownerOnly: false },
  { to: '/owner/outlets', text: 'nav.outlets', icon: IconBuildingStore, ownerOnly: false },
  { to: '/owner/audit', text: 'nav.audit', icon: IconHistory, ownerOnly: true },
  { to: '/owner/rescue', text: 'nav.rescue', icon: IconLifebuoy, ownerOnly: false },
] as const;

/** What stands around the pages: bottom navigation on a phone, side navigation from tablets on. */
export function OwnerFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('owner');
  const { path } = usePage();
  const { role, user } = useShop();
  const isHere = (to: string) => (to === '/owner' ? path === to : path === to || path.startsWith(`${to}/`));
  const underMore = !MAIN.some(({ to }) => isHere(to));
  const current = (here: boolean) => (here ? ('page' as const) : undefined);
  const link = ({ to, text, icon: Icon }: (typeof MAIN)[number] | (typeof REST)[number], wide = false) => (
    <li key={to} className={classNames(wide && styles.wideOnly)}>
      <PageLink to={to} className={styles.link} aria-current={current(isHere(to))}>
        <Icon size={24} stroke={1.75} aria-hidden="true" />
        <span>{t(text)}</span>
      </PageLink>
    </li>
  );
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        {t('nav.skip')}
      </a>
      <header className={styles.top}>
        <Logo size={32} />
        <ShopName />
        <LivePill />
      </header>
      <nav aria-label={t('nav.label')} className={styles.nav}>
        <ul>
          {MAIN.map((item) => link(item))}
          {REST.filter(({ ownerOnly }) => !ownerOnly || role === 'owner').map((item) => link(item, true))}
          <li>
            <PageLink
              to="/owner/more"
              className={classNames(styles.link, underMore && styles.under)}
              aria-current={current(path === '/owner/more')}
            >
              <IconDots size={24} stroke={1.75} aria-hidden="true" />
              <span>{t('nav.more')}</span>
            </PageLink>
          </li>
          {user.superAdmin && (
            <li className={styles.wideOnly}>
              <PageLink to="/admin" className={styles.link}>
                <IconServer size={24} stroke={1.75} aria-hidden="true" />
                <span>{t('nav.admin')}</span>
              </PageLink>
            </li>
          )}
          <li className={classNames(styles.wideOnly, styles.last)}>
            <PageLink to="/" className={styles.link}>
              <IconCashRegister size={24} stroke={1.75} aria-hidden="true" />
              <span>{t('nav.till')}</span>
            </PageLink>
          </li>
        </ul>
      </nav>
      <main id="content" tabIndex={-1} className={styles.content}>
        {children}
      </main>
    </div>
  );
}

function ShopName() {
  const { t } = useTranslation('owner');
  const { tenantId, name, shops } = useShop();
  const go = useGo();
  if (shops.length === 1) return <span className={styles.shop}>{name}</span>;
  return (
    <NativeSelect
      aria-label={t('nav.shop')}
      value={tenantId}
      data={shops.map((shop) => ({ value: shop.tenantId, label: shop.tenantName }))}
      className={styles.shop}
      onChange={({ currentTarget: { value } }) => {
        chooseShop(value);
        // What was seen belongs to the other shop; only who is signed in stays.
        queryClient.removeQueries({ predicate: ({ queryKey }) => !String(queryKey[0]).includes('state') });
        void go('/owner');
      }}
    />
  );
}
