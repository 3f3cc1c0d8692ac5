import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../ui/logo.tsx';
import { PageSection } from '../page-frame.tsx';
import { SyncPill } from '../sync-pill.tsx';
import styles from './day.module.css';
import { OpenShiftForm } from './open-shift-form.tsx';
import { useCashier } from './use-cashier.ts';

/** In place of selling, where the outlet sells nothing outside a shift. The cart waits behind it. */
export function ShiftGate({ menu }: { menu: ReactNode }) {
  const { t } = useTranslation('day');
  const cashier = useCashier();
  return (
    <div className={styles.gate} data-testid="shift-gate">
      <header className={styles.gatebar}>
        <Logo size={36} />
        <span>
          <strong>{cashier.name}</strong>
        </span>
        <SyncPill />
        {menu}
      </header>
      <main className={styles.gatebody}>
        <h1 className="visually-hidden">{t('shift.title')}</h1>
        <PageSection title={t('shift.gateTitle')}>
          <p className={styles.hint}>{t('shift.gateHint')}</p>
          <OpenShiftForm />
        </PageSection>
      </main>
    </div>
  );
}
