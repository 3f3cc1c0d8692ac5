import { useTranslation } from 'react-i18next';
import type { StaffMember } from '../../local/types.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import styles from './day.module.css';
import { StaffPin } from './staff-pin.tsx';
import { useCashier } from './use-cashier.ts';

/** Another cashier goes on with the same cart: a face, a PIN, done. */
export function SwitchSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const cashier = useCashier();

  function onSignedIn({ name }: StaffMember) {
    showToast({ message: t('switch.done', { name }), tone: 'ok' });
    onClose();
  }

  return (
    <Sheet title={t('switch.title')} closeLabel={common('close')} onClose={onClose}>
      <div className={styles.stack} data-testid="switch-sheet">
        <p className={styles.hint}>{t('switch.hint')}</p>
        <StaffPin without={cashier.id} onSignedIn={onSignedIn} />
      </div>
    </Sheet>
  );
}
