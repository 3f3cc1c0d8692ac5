import { IconCashRegister, IconListCheck, IconLock, IconMenu2, IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { DayMenu, SwitchSheet } from './day/lazy-rooms.ts';
import { useDevice } from './device-context.ts';
import styles from './device-menu.module.css';

/** The few places a device has, and the way to hand it over. */
export function DeviceMenu() {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation();
  const { till } = useDevice();
  const cashier = useStore(till.cashier);
  const [open, setOpen] = useState(false);
  const [switching, setSwitching] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <IconButton aria-label={t('nav.menu')} data-testid="menu" onClick={() => setOpen(true)}>
        <IconMenu2 size={26} aria-hidden="true" />
      </IconButton>
      {open && (
        <Sheet
          title={cashier?.name ?? t('nav.menu')}
          closeLabel={common('close')}
          onClose={close}
          placement="side"
        >
          <nav aria-label={t('nav.label')} className={styles.menu}>
            <Link to="/" className={styles.item} onClick={close}>
              <IconCashRegister size={24} aria-hidden="true" />
              {t('nav.till')}
            </Link>
            {cashier && (
              <Suspense fallback={null}>
                <DayMenu
                  onGone={close}
                  onSwitch={() => {
                    close();
                    setSwitching(true);
                  }}
                />
              </Suspense>
            )}
            <Link to="/queue" className={styles.item} onClick={close}>
              <IconListCheck size={24} aria-hidden="true" />
              {t('nav.queue')}
            </Link>
            <Link to="/settings" className={styles.item} onClick={close} data-testid="menu-settings">
              <IconSettings size={24} aria-hidden="true" />
              {t('nav.settings')}
            </Link>
            {cashier && (
              <button
                type="button"
                className={styles.item}
                data-testid="lock"
                onClick={() => {
                  close();
                  till.lock();
                }}
              >
                <IconLock size={24} aria-hidden="true" />
                {t('nav.lock')}
              </button>
            )}
          </nav>
        </Sheet>
      )}
      {switching && cashier && (
        <Suspense fallback={null}>
          <SwitchSheet onClose={() => setSwitching(false)} />
        </Suspense>
      )}
    </>
  );
}
