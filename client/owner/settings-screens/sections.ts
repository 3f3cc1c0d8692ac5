import type { ComponentType } from 'react';
import { DiscountEditor } from './discount-editor.tsx';
import { FavouritesEditor } from './favourites-editor.tsx';
import { ModifierEditor } from './modifier-editor.tsx';
import { OrderEditor } from './order-editor.tsx';
import { PermissionEditor } from './permission-editor.tsx';
import { PrintingEditor } from './printing-editor.tsx';
import { PromotionEditor } from './promotion-editor.tsx';
import { QrisEditor } from './qris-editor.tsx';
import { ReceiptEditor } from './receipt-editor.tsx';
import { ScaleEditor } from './scale-editor.tsx';
import { DebtEditor, ShiftEditor, StockEditor } from './short-editors.tsx';
import { TaxEditor } from './tax-editor.tsx';
import type { EditorProps, SectionName } from './use-settings-draft.ts';

export type SectionKey =
  | 'tax'
  | 'discounts'
  | 'promotions'
  | 'orders'
  | 'modifiers'
  | 'qris'
  | 'debt'
  | 'stock'
  | 'shift'
  | 'permissions'
  | 'receipt'
  | 'printing'
  | 'scale'
  | 'favourites';

/** What the page lists: each with its editor and the sections of the document that it changes. */
export const SECTIONS: Record<
  SectionKey,
  { names: readonly SectionName[]; Editor: ComponentType<EditorProps> }
> = {
  tax: { names: ['pricing'], Editor: TaxEditor },
  receipt: { names: ['receipt'], Editor: ReceiptEditor },
  printing: { names: ['printing'], Editor: PrintingEditor },
  qris: { names: ['qris'], Editor: QrisEditor },
  shift: { names: ['shift'], Editor: ShiftEditor },
  permissions: { names: ['permissions'], Editor: PermissionEditor },
  discounts: { names: ['pricing'], Editor: DiscountEditor },
  promotions: { names: ['pricing'], Editor: PromotionEditor },
  orders: { names: ['orderTypes', 'priceLists'], Editor: OrderEditor },
  modifiers: { names: ['modifierGroups'], Editor: ModifierEditor },
  favourites: { names: ['favourites'], Editor: FavouritesEditor },
  debt: { names: ['debt'], Editor: DebtEditor },
  stock: { names: ['stockPolicy'], Editor: StockEditor },
  scale: { names: ['scaleBarcode'], Editor: ScaleEditor },
};
