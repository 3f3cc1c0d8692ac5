import { addTexts } from '../../app/i18n.ts';
import en from '../../app/locales/en/sell.ts';
import id from '../../app/locales/id/sell.ts';

declare module '../../app/i18n.ts' {
  interface Texts {
    sell: typeof id;
  }
}

addTexts('sell', { id, en });

export { ApprovalSheet } from './approval-sheet.tsx';
export { CartSheet } from './cart-sheet.tsx';
export { CustomerSheet } from './customer-sheet.tsx';
export { ItemSheet } from './item-sheet.tsx';
export { LineSheet } from './line-sheet.tsx';
export { NoteSheet } from './note-sheet.tsx';
export { ParkSheet } from './park-sheet.tsx';
export { QuantitySheet } from './quantity-sheet.tsx';
export { TenderSheet } from './tender-sheet.tsx';
