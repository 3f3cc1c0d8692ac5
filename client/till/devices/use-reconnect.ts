import { useTranslation } from 'react-i18next';
import { pickPrinter } from '../../devices/pick-printer.ts';
import type { DeskPrinter, PrintDesk } from '../../devices/print-desk.ts';
import { showToast } from '../../ui/toast-store.ts';

/** The tap after a reload: the browser's own list, then everything that waited goes out. */
export function useReconnect(desk: PrintDesk) {
  const { t } = useTranslation('printing');
  return async (printer: DeskPrinter) => {
    try {
      const picked = await pickPrinter(printer.profile.way, { any: true });
      if (!picked) return;
      await desk.change(printer.id, { pairing: picked });
      await desk.reconnect(printer.id);
    } catch (error) {
      console.error(error);
      showToast({ message: t('wizard.failed', { reason: t('reasons.broken') }), tone: 'warning' });
    }
  };
}
