import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { preferences, savePreferences, type Theme } from '../app/preferences.ts';
import { useStore } from '../app/use-store.ts';
import { useDevice } from './device-context.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { LeaveShop } from './leave-shop.tsx';
import { PageFrame, PageSection } from './page-frame.tsx';
import { Segments } from './segments.tsx';
import styles from './settings-screen.module.css';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/** `/settings`: how this device looks and sounds, what it holds, and how to release it. */
export function SettingsScreen() {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const identity = useStore(local.identity);
  const cashier = useStore(till.cashier);
  const { theme, sound } = useStore(preferences);
  const storage = useStore(local.storage);
  const catalogue = useStore(local.catalogue);
  return (
    <PageFrame title={t('settings.title')}>
      {identity && (
        <PageSection title={t('settings.device')}>
          <dl className={styles.facts}>
            <Fact name={t('settings.shop')}>{identity.tenantName}</Fact>
            <Fact name={t('settings.outlet')}>
              {identity.outlet.name} ({identity.outlet.code})
            </Fact>
            <Fact name={t('settings.deviceName')}>
              {identity.deviceName} ({identity.deviceCode})
            </Fact>
            {cashier && <Fact name={t('settings.cashier')}>{cashier.name}</Fact>}
          </dl>
        </PageSection>
      )}
      <PageSection title={t('settings.screen')}>
        <Row name={common('language')}>
          <LanguageSwitch />
        </Row>
        <Row name={t('settings.theme')}>
          <Segments
            label={t('settings.theme')}
            value={theme}
            options={THEMES.map((value) => ({ value, text: t(`settings.themes.${value}`) }))}
            onChange={(value) => savePreferences({ theme: value })}
          />
        </Row>
        <Row name={t('settings.sound')}>
          <Segments
            label={t('settings.sound')}
            value={sound ? 'on' : 'off'}
            options={[
              { value: 'on', text: t('settings.on') },
              { value: 'off', text: t('settings.off') },
            ]}
            onChange={(value) => savePreferences({ sound: value === 'on' })}
          />
        </Row>
      </PageSection>
      <PageSection title={t('nav.scanner')}>
        <Link to="/scanner" className={styles.link} data-testid="settings-scanner">
          {t('settings.scanner')}
        </Link>
      </PageSection>
      <PageSection title={t('settings.storage')}>
        <p data-testid="storage-persisted" data-persisted={String(storage.persisted)}>
          {storage.persisted === null
            ? t('settings.persistUnknown')
            : t(storage.persisted ? 'settings.persisted' : 'settings.notPersisted')}
        </p>
        <p className={styles.quiet}>
          {storage.usage === null || storage.quota === null
            ? t('settings.usageUnknown')
            : t('settings.usage', { usage: megabytes(storage.usage), quota: megabytes(storage.quota) })}
          {' · '}
          {t('settings.products', { count: catalogue.loaded })}
        </p>
      </PageSection>
      {identity && cashier && (
        <PageSection title={t('settings.printers')}>
          <Link to="/printers" className={styles.link} data-testid="settings-printers">
            {t('settings.printersOpen')}
          </Link>
        </PageSection>
      )}
      {identity && (
        <PageSection title={t('settings.leave')}>
          <LeaveShop />
        </PageSection>
      )}
    </PageFrame>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span aria-hidden="true">{name}</span>
      {children}
    </div>
  );
}

function megabytes(bytes: number): string {
  const value = bytes / 1_000_000;
  if (value >= 1_000) return `${(value / 1_000).toLocaleString('id-ID', { maximumFractionDigits: 1 })} GB`;
  return `${value.toLocaleString('id-ID', { maximumFractionDigits: 1 })} MB`;
}
