import { useCallback } from 'react';
import { receiptOfRefund } from '../../../shared/receipt/receipt-of-refund.ts';
import type { RefundRecord } from '../../../shared/sync/day-records.ts';
import { receiptContext } from '../../receipt/receipt-context.ts';
import { useDevice } from '../device-context.ts';
import { useFresh } from '../use-fresh.ts';
import { DocumentPaper } from './document-paper.tsx';

/** A refund's receipt, to print or share; `reprint`: it says that it is a copy. */
export function RefundPaper({ refund, reprint }: { refund: RefundRecord; reprint: boolean }) {
  const { local } = useDevice();
  const load = useCallback(() => {
    const { id, staffId, customerId } = refund;
    return receiptContext(local, { id, staffId, customerId }, reprint);
  }, [local, refund, reprint]);
  const context = useFresh(load, refund);
  return context ? <DocumentPaper document={receiptOfRefund(refund, context)} /> : null;
}
