import { IconPrinter, IconShare } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReceiptDocument } from '../../../shared/receipt/document.ts';
import { toPdf } from '../../../shared/receipt/to-pdf.ts';
import { useStore } from '../../app/use-store.ts';
import { drawWords } from '../../receipt/draw-words.ts';
import { shareFile } from '../../receipt/hand-over.ts';
import { printPaper } from '../../receipt/print-paper.ts';
import { ReceiptPaper } from '../../receipt/receipt-paper.tsx';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import '../devices/printing-texts.ts';
import { usePrintDesk } from '../devices/use-print-desk.ts';
import styles from './document-paper.module.css';

/** A paper that the screen shows in its own way: only its ways out are seen. */
export function DocumentPaper({ document: paper }: { document: ReceiptDocument }) {
  const { t } = useTranslation('day');
  const { t: printing } = useTranslation('printing');
  const desk = usePrintDesk();
  const printer = desk?.printerFor('receipt');
  const { local } = useDevice();
  const width = useStore(local.outletSettings).receipt.paper;
  const [busy, setBusy] = useState(false);
  const page = useRef<HTMLDivElement>(null);

  async function doing(work: () => Promise<unknown>) {
    if (busy) return;
    setBusy(true);
    await work().catch(() => showToast({ message: t('paper.failed'), tone: 'warning' }));
    setBusy(false);
  }

  async function share() {
    const bytes = toPdf(paper, width, { drawWords });
    const file = new File([bytes as Uint8Array<ArrayBuffer>], `${paper.title}.pdf`, {
      type: 'application/pdf',
    });
    await shareFile(file, paper.title);
  }

  /** Into the queue, which says what became of it. */
  async function printHere() {
    if (!desk || !printer) return;
    const id = `${local.newSaleId()}.report`;
    await desk.print([{ id, printerId: printer.id, kind: 'report', title: paper.title, document: paper }]);
    showToast({ message: printing('queued', { name: printer.profile.name }) });
  }

  return (
    <div className={styles.actions}>
      {printer && (
        <Button
          size={56}
          busy={busy}
          icon={<IconPrinter size={22} aria-hidden="true" />}
          data-testid="paper-on-printer"
          onClick={() => void doing(printHere)}
        >
          {printing('onPrinter', { name: printer.profile.name })}
        </Button>
      )}
      <Button
        size={56}
        busy={busy}
        icon={<IconPrinter size={22} aria-hidden="true" />}
        data-testid="paper-print"
        onClick={() =>
          void doing(async () => {
            if (page.current) await printPaper(page.current, width === 80 ? '80' : '58');
          })
        }
      >
        {t('paper.print')}
      </Button>
      <Button
        size={56}
        busy={busy}
        icon={<IconShare size={22} aria-hidden="true" />}
        data-testid="paper-share"
        onClick={() => void doing(share)}
      >
        {t('paper.share')}
      </Button>
      <div className={styles.offscreen} aria-hidden="true">
        <ReceiptPaper ref={page} document={paper} paper={width === 80 ? '80' : '58'} />
      </div>
    </div>
  );
}
