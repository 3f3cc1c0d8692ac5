import { addTexts } from '../app/i18n.ts';
import en from '../app/locales/en/receipt.ts';
import id from '../app/locales/id/receipt.ts';

declare module '../app/i18n.ts' {
  interface Texts {
    receipt: typeof id;
  }
}

addTexts('receipt', { id, en });

export { LaterShares } from './later-shares.tsx';
export { ReceiptButton } from './receipt-button.tsx';
