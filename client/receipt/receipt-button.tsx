import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { Button } from '../ui/button.tsx';
import { ReceiptSheet } from './receipt-sheet.tsx';

export interface ReceiptButtonProps {
  sale: SaleRecord;
  /** the customer has had it already, so what comes out now is a copy */
  reprint?: boolean;
  wide?: boolean;
}

export function ReceiptButton({ sale, reprint = false, wide }: ReceiptButtonProps) {
  const { t } = useTranslation('receipt');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size={56}
        wide={wide}
        icon={<IconReceipt size={24} aria-hidden="true" />}
        data-testid="receipt-open"
        aria-label={t('openOf', { number: sale.receiptNumber })}
        onClick={() => setOpen(true)}
      >
        {t('open')}
      </Button>
      {open && <ReceiptSheet sale={sale} reprint={reprint} onClose={() => setOpen(false)} />}
    </>
  );
}
