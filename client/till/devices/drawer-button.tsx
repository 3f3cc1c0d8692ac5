import { IconCashBanknote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PrintDesk } from '../../devices/print-desk.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useApproval } from '../day/use-approval.tsx';
import { useDevice } from '../device-context.ts';

/** Opens the drawer without a sale: for whoever may, else with a manager's PIN; always written down. */
export function DrawerButton({ desk }: { desk: PrintDesk }) {
  const { t } = useTranslation('printing');
  const { local, till } = useDevice();
  const { approve, sheet } = useApproval();

  async function open() {
    const cashier = till.cashier.get();
    if (!cashier) return;
    const approvals = await approve('openDrawer');
    if (!approvals) return;
    const id = local.newSaleId();
    if (!(await desk.openDrawer(id))) {
      showToast({ message: t('noDrawer'), tone: 'warning' });
      return;
    }
    const approvedBy = approvals[0]?.approvedBy;
    await local.audit({
      staffId: cashier.id,
      action: 'openDrawer',
      target: id,
      ...(approvedBy && { approvedBy }),
    });
    showToast({ message: t('drawerAsked') });
  }

  return (
    <>
      <Button
        icon={<IconCashBanknote size={22} aria-hidden="true" />}
        data-testid="open-drawer"
        onClick={() => void open()}
      >
        {t('openDrawer')}
      </Button>
      {sheet}
    </>
  );
}
