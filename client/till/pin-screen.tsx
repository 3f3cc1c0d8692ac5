import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import type { DeviceIdentity, StaffMember } from '../local/types.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Logo } from '../ui/logo.tsx';
import { Avatar } from './avatar.tsx';
import { useDevice } from './device-context.ts';
import { DeviceMenu } from './device-menu.tsx';
import { PinPad } from './pin-pad.tsx';
import styles from './pin-screen.module.css';
import { SyncPill } from './sync-pill.tsx';

/** Who sells now: a face, then a PIN. Works without a network (T6). */
export function PinScreen({ identity }: { identity: DeviceIdentity }) {
  const { t } = useTranslation('till');
  const { local } = useDevice();
  const staff = useStore(local.staff);
  const [chosen, setChosen] = useState<StaffMember | null>(null);

  useEffect(() => {
    if (staff.length === 0) local.syncNow();
  }, [staff.length, local]);

  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Logo size={36} />
        <span className={styles.place}>
          <strong>{identity.tenantName}</strong>
          <span>{identity.outlet.name}</span>
        </span>
        <SyncPill />
        <DeviceMenu />
      </header>
      <main className={styles.main}>
        {chosen ? (
          <PinPad staff={chosen} onBack={() => setChosen(null)} />
        ) : staff.length === 0 ? (
          <EmptyState kind="people" title={t('pin.noStaff')}>
            {t('pin.noStaffHint')}
          </EmptyState>
        ) : (
          <section className={styles.people} aria-labelledby="who">
            <h1 id="who" className={styles.title}>
              {t('pin.title')}
            </h1>
            <ul className={styles.tiles}>
              {staff.map((member) => (
                <li key={member.id}>
                  <button
                    type="button"
                    className={styles.tile}
                    data-testid={`staff-${member.name}`}
                    onClick={() => setChosen(member)}
                  >
                    <Avatar name={member.name} />
                    <span className={styles.name}>{member.name}</span>
                    <span className={styles.role}>{t(`pin.roles.${member.role}`)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </div>
  );
}
