import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ToastRegion } from '../ui/toast-region.tsx';

/** What stands around every screen. */
export function Shell() {
  const { t } = useTranslation();
  return (
    <>
      <Outlet />
      <ToastRegion label={t('notifications')} closeLabel={t('close')} />
    </>
  );
}
