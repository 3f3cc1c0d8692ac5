import { IconDeviceTabletPlus, IconFileImport, IconPackage, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Section } from '../frame/page.tsx';
import { PageLink } from '../page-link.tsx';
import styles from './shortcuts.module.css';

const WAYS = [
  { to: '/owner/devices', search: { add: '1' }, text: 'home.addDevice', icon: IconDeviceTabletPlus },
  { to: '/owner/products', search: { add: '1' }, text: 'home.addProduct', icon: IconPackage },
  { to: '/owner/products/import', search: {}, text: 'home.importProducts', icon: IconFileImport },
  { to: '/owner/staff', search: { add: '1' }, text: 'home.addStaff', icon: IconUserPlus },
] as const;

/** The things an owner comes back for. */
export function Shortcuts() {
  const { t } = useTranslation('owner');
  return (
    <Section title={t('home.shortcuts')} plain>
      <ul className={styles.ways}>
        {WAYS.map(({ to, search, text, icon: Icon }) => (
          <li key={text}>
            <PageLink to={to} search={search} className={styles.way}>
              <Icon size={28} stroke={1.75} aria-hidden="true" />
              {t(text)}
            </PageLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
