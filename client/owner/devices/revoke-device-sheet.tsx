import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import styles from '../frame/form.module.css';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';

type RevokeDeviceSheetProps = {
  device: { id: string; name: string; unsent: number };
  onClose: () => void;
};

/** Asks first: a revoked tablet needs a new code, and what it still holds needs a person. */
export function RevokeDeviceSheet({ device, onClose }: RevokeDeviceSheetProps) {
  const { t } = useTranslation('owner');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const failed = useFailure();
  const revoke = useMutation(
    trpc.accounts.devices.revoke.mutationOptions({
      onSuccess: () => {
        showToast({ message: t('devices.revoked') });
        onClose();
        return queries.invalidateQueries(trpc.accounts.devices.pathFilter());
      },
      onError: failed,
    }),
  );
  return (
    <Sheet
      title={t('devices.revokeTitle', { name: device.name })}
      closeLabel={t('form.close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ id: device.id })}>
            {t('devices.revokeConfirm')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t('devices.revokeWhat')}</p>
        {device.unsent > 0 && <p>{t('devices.revokeUnsent', { count: device.unsent })}</p>}
        <p>{t('devices.revokeRescue')}</p>
        <p>{t('devices.revokeBack')}</p>
      </div>
    </Sheet>
  );
}
