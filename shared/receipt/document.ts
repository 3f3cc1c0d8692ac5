/** What the customer, the kitchen or the drawer gets on paper, before anyone knows the paper: blocks from top to bottom. */
export interface ReceiptDocument {
  kind: 'sale' | 'refund' | 'shiftReport' | 'orderTicket' | 'invoice' | 'testPage' | 'labels';
  /** names files and print jobs */
  title: string;
  language: ReceiptLanguage;
  /** 0: the original; n: the n-th copy, marked as such in the blocks */
  copy: number;
  blocks: ReceiptBlock[];
}

export const RECEIPT_LANGUAGES = ['id', 'en'] as const;
export type ReceiptLanguage = (typeof RECEIPT_LANGUAGES)[number];

export type ReceiptBlock =
  | TextBlock
  | RowBlock
  | { type: 'items'; items: ReceiptItem[]; head: ItemHead }
  | { type: 'rule'; double?: boolean }
  | { type: 'space' }
  | { type: 'logo' }
  /** `caption` stands under it, for those who can't scan */
  | { type: 'qr'; data: string; caption?: string }
  | BarcodeBlock
  /** counts the columns of the paper */
  | { type: 'ruler' }
  | { type: 'signatures'; labels: readonly string[] }
  /** the paper ends here and goes on as the next piece */
  | { type: 'cut' };

export interface TextBlock {
  type: 'text';
  text: string;
  align?: 'left' | 'center' | 'right';
  bold?: boolean;
  /** 2: twice as wide and high */
  size?: 1 | 2;
  /** white on black where the paper can */
  invert?: boolean;
}

/** Words at the left, which may wrap, and a figure at the right edge, which may not. */
export interface RowBlock {
  type: 'row';
  left: string;
  right: string;
  bold?: boolean;
  size?: 1 | 2;
}

export interface BarcodeBlock {
  type: 'barcode';
  /** `product`: what its digits say (EAN-13, EAN-8, UPC-A) when the check digit is right, else Code 128 */
  symbology: 'code128' | 'product';
  data: string;
}

/** One item; figures come formatted, because paper does no sums. */
export interface ReceiptItem {
  name: string;
  /** `2 x 18.000`; of an invoice's table: the columns of their own */
  quantity: string;
  unitPrice: string;
  amount: string;
  /** modifiers and notes, under the name */
  notes: string[];
  /** with their minus */
  discounts: { label: string; amount: string }[];
}

/** Words over the columns where the paper is wide enough for a table. */
export interface ItemHead {
  item: string;
  quantity: string;
  unitPrice: string;
  amount: string;
}
