import type { OnlineMethod, PayableCode } from '../../../../shared/payments/payment-view.ts';
import { QrCode } from '../../../ui/qr-code.tsx';
import styles from './online-sheet.module.css';

/** What the customer scans or copies. */
export function CodeToPay({
  method,
  code,
  label,
}: {
  method: OnlineMethod;
  code: PayableCode;
  label: string;
}) {
  const { qrString, vaNumber, vaBank, url, deeplinkUrl } = code;
  if (vaNumber)
    return (
      <p className={styles.account} data-testid="online-va">
        {vaBank && <strong>{vaBank.toUpperCase()}</strong>}
        <span>{vaNumber.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}</span>
      </p>
    );
  const scanned = (method === 'qris' ? qrString : (url ?? deeplinkUrl)) ?? qrString ?? url ?? deeplinkUrl;
  if (!scanned) return null;
  return (
    <div data-testid="online-code" data-payload={scanned} className={styles.code}>
      <QrCode text={scanned} label={label} className={styles.picture} />
    </div>
  );
}
