import { IconMessageCircle, IconPrinter, IconShare } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chatLink, chatNumber } from '../../shared/receipt/chat-link.ts';
import { invoiceOf } from '../../shared/receipt/invoice-of.ts';
import { receiptOf } from '../../shared/receipt/receipt-of.ts';
import { toText } from '../../shared/receipt/to-text.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { useStore } from '../app/use-store.ts';
import { useDevice } from '../till/device-context.ts';
import { mayDo } from '../till/may-do.ts';
import { Segments } from '../till/segments.tsx';
import { useFresh } from '../till/use-fresh.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showToast } from '../ui/toast-store.ts';
import { drawWords } from './draw-words.ts';
import { downloadFile, shareFile } from './hand-over.ts';
import { keepShare } from './kept-shares.ts';
import { logoBitmap, logoUrl } from './logo.ts';
import { printPaper } from './print-paper.ts';
import { receiptContext } from './receipt-context.ts';
import { ReceiptPaper, type ScreenPaper } from './receipt-paper.tsx';
import styles from './receipt-sheet.module.css';

const CHAT_COLUMNS = 32;
const PAPERS: readonly ScreenPaper[] = ['58', '80', 'a4'];

/**
 * The receipt on the screen, and the ways out: print, PDF, share, chat. Of a reprint, and of a sale whose receipt has
 * left already, each is marked as a copy and recorded.
 */
export function ReceiptSheet({
  sale,
  reprint,
  onClose,
}: {
  sale: SaleRecord;
  reprint: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation('receipt');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const cashier = useStore(till.cashier);
  const settings = useStore(local.outletSettings);
  const { online } = useStore(local.connection);
  const [paper, setPaper] = useState<ScreenPaper>(String(settings.receipt.paper) as ScreenPaper);
  const [given, setGiven] = useState(0);
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  const isCopy = reprint || given > 0;
  const load = useCallback(() => receiptContext(local, sale, isCopy), [local, sale, isCopy]);
  const context = useFresh(load, given);
  const allowed = !isCopy || (cashier !== null && mayDo('reprint', cashier.role, settings));

  const document = context && (paper === 'a4' ? invoiceOf(sale, context) : receiptOf(sale, context));
  const { logoPictureId } = settings.receipt;
  const phone = typed ?? context?.customer?.phone ?? '';

  /** Whatever leaves this screen is the customer's: the next one is a copy, and a copy is recorded. */
  async function giveOut(way: string, work: () => Promise<void> | void) {
    if (busy) return;
    setBusy(true);
    try {
      await work();
      if (isCopy && cashier) {
        await local.audit({
          staffId: cashier.id,
          action: 'reprint',
          target: sale.id,
          detail: { way, copy: context?.copy ?? 1 },
        });
      }
      setGiven((count) => count + 1);
    } catch {
      showToast({ message: t('failed'), tone: 'warning' });
    } finally {
      setBusy(false);
    }
  }

  async function pdf(): Promise<File | undefined> {
    if (!document) return undefined;
    const { toPdf } = await import('../../shared/receipt/to-pdf.ts');
    const logo = await logoBitmap(logoPictureId);
    const bytes = toPdf(document, paper === 'a4' ? 'a4' : paper === '80' ? 80 : 58, { drawWords, logo });
    return new File([bytes as Uint8Array<ArrayBuffer>], `${document.title}.pdf`, { type: 'application/pdf' });
  }

  function chat() {
    const number = chatNumber(phone);
    setWrong(!number);
    if (!number || !context) return;
    const text = toText(receiptOf(sale, context), CHAT_COLUMNS);
    void giveOut('chat', async () => {
      if (online) {
        window.open(chatLink(number, text), '_blank', 'noopener');
        return;
      }
      const share = { id: local.newSaleId(), number, receiptNumber: sale.receiptNumber, text };
      const kept = await keepShare(local, share);
      showToast(kept ? { message: t('kept'), tone: 'ok' } : { message: t('keepFailed'), tone: 'risk' });
    });
  }

  const ready = document !== undefined && allowed && !busy;
  return (
    <Sheet
      title={t(paper === 'a4' ? 'titleInvoice' : 'title', { number: sale.receiptNumber })}
      closeLabel={common('close')}
      onClose={onClose}
      placement="side"
      className={styles.sheet}
      footer={
        <div className={styles.actions}>
          <Button
            variant="primary"
            size={56}
            busy={busy}
            disabled={!ready}
            icon={<IconPrinter size={24} aria-hidden="true" />}
            data-testid="receipt-print"
            onClick={() =>
              void giveOut('print', () => (page.current ? printPaper(page.current, paper) : undefined))
            }
          >
            {t('print')}
          </Button>
          <Button
            size={56}
            disabled={!ready}
            data-testid="receipt-pdf"
            onClick={() =>
              void giveOut('pdf', async () => {
                const file = await pdf();
                if (file) downloadFile(file);
              })
            }
          >
            {t('pdf')}
          </Button>
          <Button
            size={56}
            disabled={!ready}
            icon={<IconShare size={24} aria-hidden="true" />}
            data-testid="receipt-share"
            onClick={() =>
              void giveOut('share', async () => {
                const file = await pdf();
                if (file) await shareFile(file, sale.receiptNumber);
              })
            }
          >
            {t('share')}
          </Button>
        </div>
      }
    >
      <div className={styles.content}>
        <Segments
          label={t('paper')}
          value={paper}
          options={PAPERS.map((value) => ({
            value,
            text: value === 'a4' ? t('invoice') : t('mm', { width: value }),
          }))}
          onChange={setPaper}
        />
        {isCopy && <p className={styles.note}>{t(allowed ? 'copyNote' : 'notAllowed')}</p>}
        <div className={styles.desk}>
          {document && (
            <ReceiptPaper
              ref={page}
              document={document}
              paper={paper}
              logo={logoPictureId && logoUrl(logoPictureId)}
            />
          )}
        </div>
        <form
          className={styles.chat}
          onSubmit={(event) => {
            event.preventDefault();
            chat();
          }}
        >
          <Field
            label={t('phone')}
            hint={online ? t('phoneHint') : t('chatOffline')}
            error={wrong ? t('phoneWrong') : undefined}
          >
            {(control) => (
              <input
                {...control}
                type="tel"
                inputMode="tel"
                autoComplete="off"
                value={phone}
                data-testid="receipt-phone"
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <Button
            type="submit"
            size={56}
            disabled={!ready}
            icon={<IconMessageCircle size={24} aria-hidden="true" />}
            data-testid="receipt-chat"
          >
            {t(online ? 'chat' : 'chatLater')}
          </Button>
        </form>
      </div>
    </Sheet>
  );
}
