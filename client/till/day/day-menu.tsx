import {
  IconBuildingStore,
  IconHistory,
  IconPackages,
  IconQrcode,
  IconUserShare,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { useStore } from '../../app/use-store.ts';
import { useDevice } from '../device-context.ts';
import menu from '../device-menu.module.css';
import { formatTime } from '../format-time.ts';
import { useFresh } from '../use-fresh.ts';
import styles from './day.module.css';

/** Where a cashier's day is besides selling; only while somebody is signed in. */
export function DayMenu({ onGone, onSwitch }: { onGone: () => void; onSwitch: () => void }) {
  const { t } = useTranslation('day');
  const language = useLanguage();
  const { local } = useDevice();
  const shift = useStore(local.shift);
  const queue = useStore(local.queue);
  const load = useCallback(() => local.unconfirmedQris(), [local]);
  const waiting = useFresh(load, queue);
  const timeZone = local.identity.get()?.outlet.timeZone;
  return (
    <>
      <Link to="/shift" className={menu.item} onClick={onGone} data-testid="menu-shift">
        <IconBuildingStore size={24} aria-hidden="true" />
        <span>
          {t('nav.shift')}
          <br />
          <span className={styles.detail}>
            {shift
              ? t('nav.shiftOpen', { time: formatTime(shift.openedAt, language, timeZone) })
              : t('nav.shiftNone')}
          </span>
        </span>
      </Link>
      <Link to="/history" className={menu.item} onClick={onGone} data-testid="menu-history">
        <IconHistory size={24} aria-hidden="true" />
        {t('nav.history')}
      </Link>
      <Link to="/customers" className={menu.item} onClick={onGone} data-testid="menu-customers">
        <IconUsers size={24} aria-hidden="true" />
        {t('nav.customers')}
      </Link>
      <Link to="/stock" className={menu.item} onClick={onGone} data-testid="menu-stock">
        <IconPackages size={24} aria-hidden="true" />
        {t('nav.stock')}
      </Link>
      {waiting && waiting.count > 0 && (
        <Link to="/qris" className={menu.item} onClick={onGone} data-testid="menu-qris">
          <IconQrcode size={24} aria-hidden="true" />
          {t('nav.qris')} ({waiting.count})
        </Link>
      )}
      <button type="button" className={menu.item} data-testid="menu-switch" onClick={onSwitch}>
        <IconUserShare size={24} aria-hidden="true" />
        {t('nav.switch')}
      </button>
    </>
  );
}
