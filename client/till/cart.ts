import { MAX_QUANTITY_MILLI, MILLI, type Rupiah } from '../../shared/money.ts';
import type { OnlineMethod } from '../../shared/payments/payment-view.ts';
import type { Discount, LineTaxClass } from '../../shared/pricing/types.ts';
import type { OrderType, PaymentMethod } from '../../shared/sync/sale-record.ts';

export type { OrderType } from '../../shared/sync/sale-record.ts';

/** As the screen offers them; without the contract's own list, which would bring its parser along. */
export const ORDER_TYPES = [
  'walkIn',
  'dineIn',
  'takeAway',
  'delivery',
] as const satisfies readonly OrderType[];

/** What a line keeps of a product: name and price stay as they were when it was added. */
export interface CartProduct {
  /** null: an item outside the catalogue */
  productId: string | null;
  sku: string;
  name: string;
  /** as sold on this line: `pcs`, or a bigger unit such as `dus` */
  unit: string;
  /** what the catalogue asks for one unit, in the cart's price list */
  unitPrice: Rupiah;
  taxClass: LineTaxClass;
  categoryId?: string | null;
  memberPrice?: Rupiah | null;
  /** thousandths of the product's base unit in one of this unit; absent: it is the base unit */
  factorMilli?: number;
}

export interface CartModifier {
  optionId: string;
  name: string;
  price: Rupiah;
}

/** What was decided about a line beyond product and quantity. */
export interface LineChoices {
  note: string;
  modifiers?: readonly CartModifier[];
  discount?: Discount | null;
  /** asked instead of `unitPrice`, modifiers not in it: overridden by hand, or typed in for an open price */
  charged?: Rupiah | null;
  openPrice?: boolean;
  /** what a scale printed for the whole line */
  labelPrice?: Rupiah | null;
}

export interface CartLine extends CartProduct, LineChoices {
  /** unique within the cart; never used again */
  lineId: number;
  quantityMilli: number;
}

export interface CartCustomer {
  customerId: string;
  name: string;
  phone: string;
  member: boolean;
}

/** Who allowed something on this cart that the cashier's role would not; `lineId` null: on the cart as a whole. */
export interface CartApproval {
  action: string;
  lineId: number | null;
  approvedBy: string;
  reason?: string;
}

/** Money that is in already while the rest is still due. */
export interface PaymentPart {
  partId: number;
  method: PaymentMethod;
  amount: Rupiah;
  tendered: Rupiah;
  reference?: string;
  /** of a QRIS without callback */
  confirmed?: boolean;
  /** of an online payment: the id that its attempts on the server have */
  paymentId?: string;
}

/** An online payment that was begun: kept with the cart, so that one that comes while the till is shut is found again. */
export interface OnlineWait {
  paymentId: string;
  method: OnlineMethod;
  amount: Rupiah;
}

/** What the customer is about to buy. Plain data, so that it can be kept on the device and read back. */
export interface Cart {
  lines: readonly CartLine[];
  note: string;
  nextLineId: number;
  /** the line that was added or changed last */
  touchedLineId: number | null;
  discount: Discount | null;
  orderType: OrderType;
  priceListId: string | null;
  /** table, or the name to call out */
  label: string;
  customer: CartCustomer | null;
  approvals: readonly CartApproval[];
  parts: readonly PaymentPart[];
  online?: OnlineWait | null;
  /** the refund that this cart is the other half of */
  exchangeOf?: string;
}

export type OrderChoice = Pick<Cart, 'orderType' | 'priceListId'>;

export type CartAction =
  | { type: 'add'; product: CartProduct; quantityMilli?: number; choices?: Partial<LineChoices> }
  | { type: 'setQuantity'; lineId: number; quantityMilli: number }
  /** everything else that can be decided about a line, in one step */
  | { type: 'changeLine'; lineId: number; change: Partial<Omit<CartLine, 'lineId'>> }
  | { type: 'split'; lineId: number; quantityMilli: number }
  | { type: 'remove'; lineId: number }
  | { type: 'putBack'; line: CartLine; index: number }
  | { type: 'noteLine'; lineId: number; note: string }
  | { type: 'note'; note: string }
  | { type: 'label'; label: string }
  | { type: 'discount'; discount: Discount | null }
  | { type: 'customer'; customer: CartCustomer | null }
  | { type: 'exchange'; refundId: string }
  /** `prices`: what each line's product costs in the other list */
  | { type: 'order'; order: OrderChoice; prices: ReadonlyMap<number, Rupiah> }
  | { type: 'approve'; approvals: readonly CartApproval[] }
  | { type: 'addPart'; part: Omit<PaymentPart, 'partId'> }
  | { type: 'removePart'; partId: number }
  | { type: 'online'; online: OnlineWait | null }
  | { type: 'select'; lineId: number | null }
  | { type: 'clear'; order?: OrderChoice }
  | { type: 'restore'; cart: Cart };

export const MAX_CART_LINES = 1_000;
export const MAX_NOTE_LENGTH = 300;
const MAX_LABEL_LENGTH = 60;

export const emptyCart: Cart = {
  lines: [],
  note: '',
  nextLineId: 1,
  touchedLineId: null,
  discount: null,
  orderType: 'walkIn',
  priceListId: null,
  label: '',
  customer: null,
  approvals: [],
  parts: [],
};

/** The next cart. A quantity outside 0,001 … the largest, or a line too many, leaves it as it was. */
export function changeCart(cart: Cart, action: CartAction): Cart {
  switch (action.type) {
    case 'add':
      return add(cart, action.product, action.quantityMilli ?? MILLI, action.choices ?? {});
    case 'setQuantity':
      if (!isQuantity(action.quantityMilli)) return cart;
      // A scale's label says what that one weight costs.
      return changeLine(cart, action.lineId, { quantityMilli: action.quantityMilli, labelPrice: null });
    case 'changeLine':
      return decideLine(cart, action.lineId, action.change);
    case 'split':
      return split(cart, action.lineId, action.quantityMilli);
    case 'remove':
      return {
        ...cart,
        lines: cart.lines.filter((line) => line.lineId !== action.lineId),
        touchedLineId: cart.touchedLineId === action.lineId ? null : cart.touchedLineId,
      };
    case 'putBack':
      if (cart.lines.some((line) => line.lineId === action.line.lineId)) return cart;
      return {
        ...cart,
        lines: cart.lines.toSpliced(action.index, 0, action.line),
        nextLineId: Math.max(cart.nextLineId, action.line.lineId + 1),
        touchedLineId: action.line.lineId,
      };
    case 'noteLine':
      return changeLine(cart, action.lineId, { note: cutText(action.note, MAX_NOTE_LENGTH) });
    case 'note':
      return { ...cart, note: cutText(action.note, MAX_NOTE_LENGTH) };
    case 'label':
      return { ...cart, label: cutText(action.label, MAX_LABEL_LENGTH) };
    case 'discount':
      return {
        ...cart,
        discount: action.discount,
        approvals: without(cart.approvals, null, ['discountCart', 'discountOverLimit']),
      };
    case 'customer':
      return { ...cart, customer: action.customer };
    case 'exchange':
      return { ...cart, exchangeOf: action.refundId };
    case 'order':
      return {
        ...cart,
        ...action.order,
        lines: cart.lines.map((line) => {
          const unitPrice = action.prices.get(line.lineId) ?? line.unitPrice;
          return unitPrice === line.unitPrice ? line : { ...line, unitPrice };
        }),
      };
    case 'approve':
      return { ...cart, approvals: [...cart.approvals, ...action.approvals] };
    case 'addPart': {
      const partId = Math.max(0, ...cart.parts.map((part) => part.partId)) + 1;
      const online = cart.online?.paymentId === action.part.paymentId ? null : cart.online;
      return { ...cart, online: online ?? null, parts: [...cart.parts, { ...action.part, partId }] };
    }
    case 'removePart':
      return { ...cart, parts: cart.parts.filter(({ partId }) => partId !== action.partId) };
    case 'online':
      return { ...cart, online: action.online };
    case 'select':
      return { ...cart, touchedLineId: action.lineId };
    case 'clear':
      // Ids go on counting, so that an undo from before can't hit a new line.
      return { ...emptyCart, ...action.order, nextLineId: cart.nextLineId };
    case 'restore':
      return { ...action.cart, nextLineId: Math.max(cart.nextLineId, action.cart.nextLineId) };
  }
}

/** Whole pieces count by their number, a weighed line counts once. */
export function countItems(cart: Cart): number {
  return cart.lines.reduce(
    (sum, { quantityMilli }) => sum + (quantityMilli % MILLI === 0 ? quantityMilli / MILLI : 1),
    0,
  );
}

export function isEmpty(cart: Cart): boolean {
  return cart.lines.length === 0;
}

/** Rupiah for one unit as charged, modifiers included, before discounts. */
export function chargedPrice({ unitPrice, charged, modifiers = [] }: CartLine): Rupiah {
  return modifiers.reduce((sum, { price }) => sum + price, charged ?? unitPrice);
}

/** The same product at the same price joins its line, unless that line carries anything of its own. */
function add(cart: Cart, product: CartProduct, quantityMilli: number, choices: Partial<LineChoices>): Cart {
  const plain = Object.values(choices).every((value) => value == null || value === '');
  const same = plain ? cart.lines.find((line) => isPlain(line) && isSame(line, product)) : undefined;
  if (same) {
    const sum = same.quantityMilli + quantityMilli;
    return isQuantity(sum) ? changeLine(cart, same.lineId, { quantityMilli: sum }) : cart;
  }
  if (cart.lines.length >= MAX_CART_LINES || !isQuantity(quantityMilli)) return cart;
  const { productId, sku, name, unit, unitPrice, taxClass, categoryId, memberPrice, factorMilli } = product;
  const line: CartLine = {
    ...{ productId, sku, name, unit, unitPrice, taxClass },
    ...(categoryId != null && { categoryId }),
    ...(memberPrice != null && { memberPrice }),
    ...(factorMilli !== undefined && { factorMilli }),
    note: '',
    ...choices,
    lineId: cart.nextLineId,
    quantityMilli,
  };
  return {
    ...cart,
    lines: [...cart.lines, line],
    nextLineId: cart.nextLineId + 1,
    touchedLineId: cart.nextLineId,
  };
}

/** Part of a line as a line of its own, for a discount or note on some of it. */
function split(cart: Cart, lineId: number, quantityMilli: number): Cart {
  const index = cart.lines.findIndex((line) => line.lineId === lineId);
  const line = cart.lines[index];
  if (!line || line.labelPrice != null || cart.lines.length >= MAX_CART_LINES) return cart;
  const left = line.quantityMilli - quantityMilli;
  if (!isQuantity(quantityMilli) || !isQuantity(left)) return cart;
  // An amount is given once: it stays with the rest.
  const { discount, ...other } = line;
  const part = { ...other, lineId: cart.nextLineId, quantityMilli };
  return {
    ...cart,
    lines: cart.lines.toSpliced(
      index,
      1,
      { ...line, quantityMilli: left },
      discount?.kind === 'percent' ? { ...part, discount } : part,
    ),
    nextLineId: cart.nextLineId + 1,
    touchedLineId: cart.nextLineId,
  };
}

function decideLine(cart: Cart, lineId: number, change: Partial<Omit<CartLine, 'lineId'>>): Cart {
  if (change.quantityMilli !== undefined && !isQuantity(change.quantityMilli)) return cart;
  const noted = change.note === undefined ? {} : { note: cutText(change.note, MAX_NOTE_LENGTH) };
  const decided: string[] = [];
  // What was allowed was this discount or price, not any later one.
  if ('discount' in change) decided.push('discountLine', 'discountOverLimit');
  if ('charged' in change) decided.push('priceOverride', 'openPrice', 'zeroPrice');
  const next = changeLine(cart, lineId, { ...change, ...noted });
  return next === cart ? cart : { ...next, approvals: without(next.approvals, lineId, decided) };
}

function changeLine(cart: Cart, lineId: number, change: Partial<CartLine>): Cart {
  if (!cart.lines.some((line) => line.lineId === lineId)) return cart;
  return {
    ...cart,
    lines: cart.lines.map((line) => (line.lineId === lineId ? { ...line, ...change } : line)),
    touchedLineId: lineId,
  };
}

function isSame(line: CartLine, product: CartProduct): boolean {
  return (
    line.productId !== null &&
    line.productId === product.productId &&
    line.unitPrice === product.unitPrice &&
    line.unit === product.unit
  );
}

function isPlain({ note, modifiers, discount, charged, labelPrice }: CartLine): boolean {
  return note === '' && !modifiers?.length && !discount && charged == null && labelPrice == null;
}

export function isQuantity(quantityMilli: number): boolean {
  return Number.isSafeInteger(quantityMilli) && quantityMilli >= 1 && quantityMilli <= MAX_QUANTITY_MILLI;
}

function without(
  approvals: readonly CartApproval[],
  lineId: number | null,
  actions: readonly string[],
): readonly CartApproval[] {
  if (actions.length === 0) return approvals;
  return approvals.filter((one) => one.lineId !== lineId || !actions.includes(one.action));
}

function cutText(text: string, max: number): string {
  // A cut through a surrogate pair would make the record unstorable.
  return text.replaceAll('\u0000', '').slice(0, max).toWellFormed().trimStart();
}
