import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { preferences, savePreferences } from '../../app/preferences.ts';
import { useStore } from '../../app/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { useShop } from '../account.ts';
import { LinkButton } from '../frame/link-button.tsx';
import list from '../frame/list.module.css';
import { Page, Section } from '../frame/page.tsx';
import { WayList } from '../frame/way-list.tsx';
import { useSignOut } from '../use-sign-out.ts';
import styles from './more-page.module.css';

const WAYS = [
  { to: '/owner/shifts', name: 'nav.shifts', hint: 'more.shiftsHint' },
  { to: '/owner/qris', name: 'nav.qris', hint: 'more.qrisHint' },
  { to: '/owner/customers', name: 'nav.customers', hint: 'more.customersHint' },
  { to: '/owner/stock', name: 'nav.stock', hint: 'more.stockHint' },
  { to: '/owner/settings', name: 'nav.settings', hint: 'more.settingsHint' },
  { to: '/owner/integrations', name: 'nav.integrations', hint: 'more.integrationsHint' },
  { to: '/owner/devices', name: 'nav.devices', hint: 'more.devicesHint' },
  { to: '/owner/staff', name: 'nav.staff', hint: 'more.staffHint' },
  { to: '/owner/outlets', name: 'nav.outlets', hint: 'more.outletsHint' },
  { to: '/owner/audit', name: 'nav.audit', hint: 'more.auditHint' },
  { to: '/owner/rescue', name: 'nav.rescue', hint: 'more.rescueHint' },
  { to: '/admin', name: 'nav.admin', hint: 'more.adminHint' },
] as const;

/** What does not fit in the bottom navigation, and this browser's own settings. */
export default function MorePage() {
  const { t } = useTranslation('owner');
  const { role, user } = useShop();
  const { language, theme } = useStore(preferences);
  const signOut = useSignOut();
  const ways = WAYS.filter(({ to }) => {
    if (to === '/owner/audit') return role === 'owner';
    return to !== '/admin' || user.superAdmin;
  });
  return (
    <Page title={t('more.title')}>
      <Section title={t('more.manage')}>
        <WayList ways={ways.map(({ to, name, hint }) => ({ to, name: t(name), hint: t(hint) }))} />
      </Section>
      <Section title={t('more.screen')}>
        <div className={styles.choice}>
          <span id="more-language">{t('more.language')}</span>
          <SegmentedControl
            aria-labelledby="more-language"
            size="lg"
            value={language}
            data={[
              { value: 'id', label: 'Indonesia' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(chosen) => savePreferences({ language: chosen as 'id' | 'en' })}
          />
        </div>
        <div className={styles.choice}>
          <span id="more-theme">{t('more.theme')}</span>
          <SegmentedControl
            aria-labelledby="more-theme"
            size="lg"
            value={theme}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`more.themes.${value}`),
            }))}
            onChange={(chosen) => savePreferences({ theme: chosen as 'auto' | 'light' | 'dark' })}
          />
        </div>
      </Section>
      <Section title={t('more.account')}>
        <p className={list.detail}>{t('more.signedInAs', { name: user.name, email: user.email })}</p>
        <div className={styles.account}>
          <Button onClick={() => void signOut()} data-testid="owner-sign-out">
            {t('more.signOut')}
          </Button>
          <LinkButton to="/">{t('more.till')}</LinkButton>
        </div>
      </Section>
    </Page>
  );
}
