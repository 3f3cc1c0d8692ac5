import type { PricedCart } from '../../shared/pricing/types.ts';
import type { FoundProduct } from '../local/day-types.ts';
import { createStore, type Store } from '../local/store.ts';
import {
  type CommittedSale,
  LocalError,
  type LocalErrorCode,
  type LocalStore,
  type Product,
  type StaffMember,
} from '../local/types.ts';
import {
  type Cart,
  type CartAction,
  type CartApproval,
  changeCart,
  emptyCart,
  isEmpty,
  ORDER_TYPES,
  type OrderChoice,
  type PaymentPart,
} from './cart.ts';
import { cartProduct } from './catalogue-price.ts';
import { readDraft, writeDraft } from './draft.ts';
import { asksFor, type Item, type ItemAsk } from './item-ask.ts';
import { keeper } from './keeper.ts';
import { mayDo } from './may-do.ts';
import { judgeCart, type Need, newNeeds, type SellAction } from './needs.ts';
import { createPricer, type PriceContext } from './price-of-cart.ts';
import { readCode, scaleFormats } from './read-code.ts';
import { saleDraft } from './sale-draft.ts';
import { leftAfter } from './stock-left.ts';

export type ScanResult =
  /** `leftMilli`: what the stock says is left after it, when the outlet wants to hear that it is too little */
  | { kind: 'added'; name: string; leftMilli?: number }
  | { kind: 'unknown'; code: string }
  | { kind: 'badLabel'; reason: 'scaleCheckDigit' | 'scaleValueZero' | 'scaleValueTooLarge' }
  | { kind: 'ambiguous'; code: string }
  /** the outlet sells nothing that it hasn't got */
  | { kind: 'soldOut'; name: string }
  | { kind: 'full' };

export type PayResult = { ok: true } | { ok: false; code: LocalErrorCode };

/** A code that belongs to several products: somebody must say which one was meant. */
export interface Choice {
  code: string;
  found: readonly FoundProduct[];
}

/** A manager's PIN is wanted. */
export interface ApprovalAsk {
  needs: readonly Need[];
  answer: (approvals: readonly CartApproval[] | null) => void;
}

export type Proposal =
  | { ok: true }
  /** `refused`: the engine's reason; `denied`: nobody agreed */
  | { ok: false; reason: 'denied' | PricedCart['problems'][number]['code'] };

/** What happens at one till, from the first scan to the change. Screens watch its stores and call its verbs. */
export interface TillSession {
  cart: Store<Cart>;
  /** the cart by the engine, with the parts that are paid already */
  priced: Store<PricedCart>;
  /** Who sells; null: nobody has given a PIN. */
  cashier: Store<StaffMember | null>;
  /** the sale whose change is being counted out */
  done: Store<CommittedSale | null>;
  /** the oldest unanswered one, or null */
  choice: Store<Choice | null>;
  /** a product that has to be completed before it is a line: variant, modifiers, weight, price */
  ask: Store<ItemAsk | null>;
  approval: Store<ApprovalAsk | null>;
  /** the sale that the cart will be */
  saleId(): string;
  change(action: CartAction): void;
  /** A change that may need somebody's agreement; nothing happens unless it is `ok`. */
  propose(action: CartAction): Promise<Proposal>;
  /** Whether this cart may be paid: true, or a promise while a manager is asked. */
  readyToPay(): true | Promise<boolean>;
  /** Asks a manager; null: nobody agreed. */
  askApproval(needs: readonly Need[]): Promise<readonly CartApproval[] | null>;
  may(action: SellAction): boolean;
  /** Adds what the code means, at once and in the order of the scans. */
  scan(code: string): void;
  add(product: Product): void;
  choose(found: FoundProduct | null): void;
  answer(item: Item | null): void;
  /**
   * Sells the cart: the parts paid so far and `last` settle it. A second call while one runs does nothing.
   */
  pay(last: Omit<PaymentPart, 'partId'> | null, options?: { changeKept?: number }): Promise<PayResult>;
  /** Puts the finished sale away. */
  next(): void;
  /** Puts the cart aside under a name and begins another. */
  park(name: string): Promise<void>;
  /** Brings a parked cart back; what is in the cart now is parked in its place. */
  recall(id: string, nameOfCurrent: string): Promise<boolean>;
  signIn(cashier: StaffMember): void;
  lock(): void;
}

export interface TillSessionOptions {
  local: LocalStore;
  /** where this tab keeps its cart */
  slot: string;
  /** device clock, epoch ms */
  now: () => number;
  /** heard after each scan or tap */
  onScan: (result: ScanResult) => void;
  rememberCashier: (staffId: string | null) => void;
  /** the one signed in before a reload */
  cashierId: string | null;
}

/** Opens the till of this tab with the cart that a reload or crash left behind. */
export async function openTillSession(options: TillSessionOptions): Promise<TillSession> {
  const { local, slot, now, onScan, rememberCashier } = options;
  const kept = readDraft(await local.loadDraft(slot));
  // A crash between the sale and the emptied cart: what is sold must not be offered again.
  const draft = kept && (await local.sale(kept.saleId)) ? null : kept;

  let saleId = draft?.saleId ?? local.newSaleId();
  let pricedAt = now();
  const cart = createStore<Cart>(draft?.cart ?? { ...emptyCart, ...usualOrder(local) });
  const cashier = createStore<StaffMember | null>(
    local.staff.get().find((member) => member.id === options.cashierId) ?? null,
  );
  const done = createStore<CommittedSale | null>(null);
  const choice = createStore<Choice | null>(null);
  const ask = createStore<ItemAsk | null>(null);
  const approval = createStore<ApprovalAsk | null>(null);
  const furtherChoices: Choice[] = [];
  const furtherAsks: ItemAsk[] = [];
  /** scans that arrive while a sale is being written: they belong to the cart after it */
  const heldScans: string[] = [];
  let paying = false;

  const price = createPricer();
  const context = (): PriceContext => ({
    settings: local.outletSettings.get().pricing,
    at: pricedAt,
    role: cashier.get()?.role ?? 'cashier',
  });
  const priced = createStore(price(cart.get(), context()));
  const reprice = () => {
    pricedAt = now();
    priced.set(price(cart.get(), context()));
  };
  cart.subscribe(reprice);
  cashier.subscribe(reprice);
  local.outletSettings.subscribe(reprice);

  const may = (action: SellAction) =>
    mayDo(action, cashier.get()?.role ?? 'cashier', local.outletSettings.get());
  const judge = (candidate: Cart) => judgeCart(candidate, price(candidate, context()), may);

  const keep = keeper((state) => local.saveDraft(slot, state));
  function keepCart() {
    keep(isEmpty(cart.get()) && cart.get().note === '' ? null : writeDraft(saleId, cart.get()));
  }
  function change(action: CartAction) {
    if (paying) return;
    const before = cart.get();
    cart.set(changeCart(before, action));
    if (cart.get() !== before) keepCart();
  }
  function askApproval(needs: readonly Need[]): Promise<readonly CartApproval[] | null> {
    approval.get()?.answer(null);
    return new Promise((resolve) => {
      approval.set({
        needs,
        answer: (approvals) => {
          approval.set(null);
          resolve(approvals);
        },
      });
    });
  }
  async function propose(action: CartAction): Promise<Proposal> {
    const before = cart.get();
    const next = changeCart(before, action);
    const { refused, needs } = judge(next);
    if (refused && judge(before).refused?.code !== refused.code) return { ok: false, reason: refused.code };
    const asked = newNeeds(judge(before).needs, needs);
    const approvals = asked.length > 0 ? await askApproval(asked) : [];
    if (!approvals) return { ok: false, reason: 'denied' };
    change(action);
    if (approvals.length > 0) change({ type: 'approve', approvals });
    return { ok: true };
  }

  /** What was added in time may be too much by now: a quantity was typed, or another tablet sold the rest. */
  function shortNeeds(): Need[] {
    const { stockPolicy } = local.outletSettings.get();
    const { lines, approvals } = cart.get();
    const decided = may('sellBelowZero') || approvals.some((one) => one.action === 'sellBelowZero');
    if (stockPolicy !== 'block' || decided) return [];
    const short = lines.some(({ productId }) => {
      const product = productId === null ? undefined : local.productById(productId);
      return product && (leftAfter(cart.get(), product, null, 0, local.stock) ?? 0) < 0;
    });
    return short ? [{ action: 'sellBelowZero', lineId: null }] : [];
  }

  /** `allowed`: a manager has agreed to sell what isn't there */
  function put({ product, unit, quantityMilli, choices }: Item, allowed = false) {
    const before = cart.get();
    const { stockPolicy } = local.outletSettings.get();
    const leftMilli =
      stockPolicy === 'allow' ? undefined : leftAfter(before, product, unit, quantityMilli, local.stock);
    const short = leftMilli !== undefined && leftMilli < 0;
    if (short && stockPolicy === 'block' && !allowed && !may('sellBelowZero')) {
      const approved = before.approvals.some((one) => one.action === 'sellBelowZero');
      if (!approved) {
        onScan({ kind: 'soldOut', name: product.name });
        void askApproval([{ action: 'sellBelowZero', lineId: null }]).then((approvals) => {
          if (!approvals) return;
          put({ product, unit, quantityMilli, choices }, true);
          change({ type: 'approve', approvals });
        });
        return;
      }
    }
    const line = cartProduct(product, unit, before.priceListId);
    change({ type: 'add', product: line, quantityMilli, choices });
    if (cart.get() === before) onScan({ kind: 'full' });
    else onScan({ kind: 'added', name: line.name, ...(short && { leftMilli }) });
  }
  function addFound({ product, unit }: FoundProduct, given: Partial<Item> = {}) {
    // Whoever adds something has moved on to the next customer.
    done.set(null);
    const asked = asksFor(product, unit, local.outletSettings.get(), local.variantsOf(product.id), given);
    if (!asked) return put({ product, unit, quantityMilli: 1_000, choices: {}, ...given });
    if (ask.get()) furtherAsks.push(asked);
    else ask.set(asked);
  }
  function scan(code: string) {
    if (paying) {
      heldScans.push(code);
      return;
    }
    const settings = local.outletSettings.get();
    const read = readCode(code, local.findCode, scaleFormats(settings), cart.get().priceListId);
    if (read.kind === 'unknown') return onScan({ kind: 'unknown', code });
    if (read.kind === 'badLabel') return onScan({ kind: 'badLabel', reason: read.reason });
    if (read.kind === 'weighed')
      return addFound(read.found, {
        quantityMilli: read.quantityMilli,
        choices: read.labelPrice === null ? {} : { labelPrice: read.labelPrice },
      });
    const [only] = read.found;
    if (only && read.found.length === 1) return addFound(only);
    const next = { code, found: read.found };
    if (choice.get()) furtherChoices.push(next);
    else choice.set(next);
    onScan({ kind: 'ambiguous', code });
  }
  async function pay(
    last: Omit<PaymentPart, 'partId'> | null,
    { changeKept = 0 }: { changeKept?: number } = {},
  ): Promise<PayResult> {
    const seller = cashier.get();
    if (paying || !seller) return { ok: false, code: 'invalidDraft' };
    paying = true;
    try {
      const payments = [...cart.get().parts, ...(last ? [last] : [])];
      const committed = await local.commitSale(
        saleDraft(cart.get(), {
          saleId,
          staffId: seller.id,
          payments,
          changeKept,
          pricedAt,
          productById: local.productById,
        }),
      );
      freshCart();
      done.set(committed);
      return { ok: true };
    } catch (error) {
      if (!(error instanceof LocalError)) throw error;
      // The list of staff says less than at sign-in: from now on a manager is asked.
      if (error.code === 'notPermitted' && seller.role !== 'cashier')
        cashier.set({ ...seller, role: 'cashier' });
      return { ok: false, code: error.code };
    } finally {
      paying = false;
      for (const code of heldScans.splice(0)) scan(code);
    }
  }
  function freshCart() {
    saleId = local.newSaleId();
    cart.set(changeCart(cart.get(), { type: 'clear', order: usualOrder(local) }));
    keepCart();
  }

  return {
    cart,
    priced,
    cashier,
    done,
    choice,
    ask,
    approval,
    saleId: () => saleId,
    change,
    propose,
    readyToPay: () => {
      // Rates and promotions are those of this moment, not of the last scan.
      reprice();
      const needs = [...judge(cart.get()).needs, ...shortNeeds()];
      if (needs.length === 0) return true;
      return askApproval(needs).then((approvals) => {
        if (approvals) change({ type: 'approve', approvals });
        return approvals !== null;
      });
    },
    askApproval,
    may,
    scan,
    add: (product) => addFound({ product, unit: null }),
    choose: (found) => {
      choice.set(furtherChoices.shift() ?? null);
      if (found) addFound(found);
    },
    answer: (item) => {
      ask.set(furtherAsks.shift() ?? null);
      if (item) put(item);
    },
    pay,
    next: () => done.set(null),
    park: async (name) => {
      if (paying || isEmpty(cart.get())) return;
      await local.park(name, writeDraft(saleId, cart.get()));
      freshCart();
    },
    recall: async (id, nameOfCurrent) => {
      if (paying) return false;
      const parked = readDraft(await local.unpark(id));
      if (!parked) return false;
      if (!isEmpty(cart.get())) await local.park(nameOfCurrent, writeDraft(saleId, cart.get()));
      saleId = parked.saleId;
      cart.set(changeCart(cart.get(), { type: 'restore', cart: parked.cart }));
      keepCart();
      return true;
    },
    signIn: (member) => {
      cashier.set(member);
      rememberCashier(member.id);
    },
    lock: () => {
      cashier.set(null);
      done.set(null);
      approval.get()?.answer(null);
      rememberCashier(null);
    },
  };
}

/** What a customer without a word wants: the first way of ordering that the outlet has. */
function usualOrder(local: LocalStore): OrderChoice {
  const { orderTypes } = local.outletSettings.get();
  const orderType = ORDER_TYPES.find((one) => orderTypes[one].enabled) ?? 'walkIn';
  return { orderType, priceListId: orderTypes[orderType].priceListId ?? null };
}
