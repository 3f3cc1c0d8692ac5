import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import { useStore } from '../../app/use-store.ts';
import type { DeskPrinter } from '../../devices/print-desk.ts';
import { reprint } from '../../devices/reprint.ts';
import { isOpen, type PrintJob } from '../../local/print-queue/print-job.ts';
import { ReceiptButton } from '../../receipt/lazy-receipt.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { mayDo } from '../may-do.ts';
import styles from './devices.module.css';
import { JobLine } from './job-line.tsx';
import { nothingYet, usePrintDesk } from './use-print-desk.ts';

export interface SalePrintsProps {
  sale: SaleRecord;
  /** the customer has had the receipt already */
  reprint?: boolean;
  wide?: boolean;
}

/** “Printed?”: what became of a sale's papers and drawer, printing again in one tap, and the receipt on the screen. */
export function SalePrints({ sale, reprint: isCopy = false, wide = false }: SalePrintsProps) {
  const desk = usePrintDesk();
  const { t } = useTranslation('printing');
  const { local, till } = useDevice();
  const cashier = useStore(till.cashier);
  const settings = useStore(local.outletSettings);
  const printers = useStore<readonly DeskPrinter[]>(desk?.printers ?? nothingYet);
  const jobs = useStore<readonly PrintJob[]>(desk?.jobs ?? nothingYet).filter(
    ({ saleId }) => saleId === sale.id,
  );
  const [busy, setBusy] = useState(false);
  const printer = desk?.printerFor('receipt');
  const receipts = jobs.filter(({ kind }) => kind === 'receipt');
  // Of a drawer only what went wrong is news, and of papers the newest of its kind.
  const shown = jobs.filter((job, index) => {
    if (job.kind === 'drawer')
      return job.state === 'unclear' || job.state === 'dropped' || job.trouble !== null;
    return isOpen(job) || jobs.findIndex(({ kind }) => kind === job.kind) === index;
  });
  const given = isCopy || receipts.some(({ state }) => state !== 'waiting' && state !== 'dropped');
  const pending = receipts.some(isOpen);
  const mayCopy = cashier !== null && mayDo('reprint', cashier.role, settings);

  async function again() {
    if (!desk || !cashier || !printer || busy) return;
    setBusy(true);
    await reprint(desk, local, sale, { staffId: cashier.id, printerId: printer.id }).catch(() =>
      showToast({ message: t('wizard.failed', { reason: t('reasons.broken') }), tone: 'warning' }),
    );
    setBusy(false);
  }

  return (
    <div className={styles.prints} data-testid="sale-prints">
      {desk &&
        shown.map((job) => (
          <JobLine
            key={job.id}
            job={job}
            desk={desk}
            printer={printers.find(({ id }) => id === job.printerId)}
          />
        ))}
      <div className={styles.printDeeds}>
        {printer && !pending && mayCopy && (
          <Button
            size={56}
            busy={busy}
            icon={<IconPrinter size={24} aria-hidden="true" />}
            data-testid="print-again"
            onClick={() => void again()}
          >
            {t('printCopy')}
          </Button>
        )}
        <ReceiptButton sale={sale} reprint={given} wide={wide && !printer} />
      </div>
    </div>
  );
}
