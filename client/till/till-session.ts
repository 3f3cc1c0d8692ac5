import { createStore, type Store } from '../local/store.ts';
import {
  type CommittedSale,
  LocalError,
  type LocalErrorCode,
  type LocalStore,
  type Product,
  type StaffMember,
} from '../local/types.ts';
import { type Cart, type CartAction, cartTotal, changeCart, emptyCart, isEmpty } from './cart.ts';
import { readDraft, writeDraft } from './draft.ts';

export type ScanResult =
  | { kind: 'added'; product: Product }
  | { kind: 'unknown'; code: string }
  | { kind: 'ambiguous'; code: string }
  | { kind: 'full' };

export type PayResult = { ok: true } | { ok: false; code: LocalErrorCode };

/** A code that belongs to several products: somebody must say which one was meant. */
export interface Choice {
  code: string;
  products: readonly Product[];
}

/** What happens at one till, from the first scan to the change. Screens watch its stores and call its verbs. */
export interface TillSession {
  cart: Store<Cart>;
  /** Who sells; null: nobody has given a PIN. */
  cashier: Store<StaffMember | null>;
  /** the sale whose change is being counted out */
  done: Store<CommittedSale | null>;
  /** the oldest unanswered one, or null */
  choice: Store<Choice | null>;
  change(action: CartAction): void;
  /** Adds what the code means, at once and in the order of the scans. */
  scan(code: string): void;
  add(product: Product): void;
  choose(product: Product | null): void;
  /** Sells the cart for cash; `tendered` covers the total. A second call while one runs does nothing. */
  pay(tendered: number): Promise<PayResult>;
  /** Puts the finished sale away. */
  next(): void;
  signIn(cashier: StaffMember): void;
  lock(): void;
}

export interface TillSessionOptions {
  local: LocalStore;
  /** where this tab keeps its cart */
  slot: string;
  /** heard after each scan or tap */
  onScan: (result: ScanResult) => void;
  rememberCashier: (staffId: string | null) => void;
  /** the one signed in before a reload */
  cashierId: string | null;
}

/** Opens the till of this tab with the cart that a reload or crash left behind. */
export async function openTillSession(options: TillSessionOptions): Promise<TillSession> {
  const { local, slot, onScan, rememberCashier } = options;
  const kept = readDraft(await local.loadDraft(slot));
  // A crash between the sale and the emptied cart: what is sold must not be offered again.
  const draft = kept && (await local.sale(kept.saleId)) ? null : kept;

  let saleId = draft?.saleId ?? local.newSaleId();
  const cart = createStore<Cart>(draft?.cart ?? emptyCart);
  const cashier = createStore<StaffMember | null>(
    local.staff.get().find((member) => member.id === options.cashierId) ?? null,
  );
  const done = createStore<CommittedSale | null>(null);
  const choice = createStore<Choice | null>(null);
  const furtherChoices: Choice[] = [];
  /** scans that arrive while a sale is being written: they belong to the cart after it */
  const heldScans: string[] = [];
  let paying = false;

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
  function add(product: Product) {
    // Whoever adds something has moved on to the next customer.
    done.set(null);
    const before = cart.get();
    change({ type: 'add', product: { ...product, productId: product.id, unitPrice: product.price } });
    onScan(cart.get() === before ? { kind: 'full' } : { kind: 'added', product });
  }
  function scan(code: string) {
    if (paying) {
      heldScans.push(code);
      return;
    }
    const products = local.productsByBarcode(code);
    const [only] = products;
    if (!only) return onScan({ kind: 'unknown', code });
    if (products.length === 1) return add(only);
    const next = { code, products };
    if (choice.get()) furtherChoices.push(next);
    else choice.set(next);
    onScan({ kind: 'ambiguous', code });
  }
  async function pay(tendered: number): Promise<PayResult> {
    const seller = cashier.get();
    if (paying || !seller) return { ok: false, code: 'invalidDraft' };
    paying = true;
    try {
      const { lines, note } = cart.get();
      const committed = await local.commitSale({
        saleId,
        staffId: seller.id,
        lines: lines.map(({ productId, sku, name, unit, taxClass, quantityMilli, unitPrice, note }) => ({
          product: { id: productId, sku, name, unit, taxClass },
          quantityMilli,
          unitPrice,
          ...(note.trim() && { note: note.trim() }),
        })),
        payments: [{ method: 'cash', amount: cartTotal(cart.get()), tendered }],
        ...(note.trim() && { note: note.trim() }),
      });
      saleId = local.newSaleId();
      cart.set(changeCart(cart.get(), { type: 'clear' }));
      keepCart();
      done.set(committed);
      return { ok: true };
    } catch (error) {
      if (error instanceof LocalError) return { ok: false, code: error.code };
      throw error;
    } finally {
      paying = false;
      for (const code of heldScans.splice(0)) scan(code);
    }
  }

  return {
    cart,
    cashier,
    done,
    choice,
    change,
    scan,
    add,
    choose: (product) => {
      choice.set(furtherChoices.shift() ?? null);
      if (product) add(product);
    },
    pay,
    next: () => done.set(null),
    signIn: (member) => {
      cashier.set(member);
      rememberCashier(member.id);
    },
    lock: () => {
      cashier.set(null);
      done.set(null);
      rememberCashier(null);
    },
  };
}

/** Saves one after the other and skips what has been overtaken meanwhile. */
function keeper(save: (state: unknown) => Promise<void>): (state: unknown) => void {
  let waiting: { state: unknown } | null = null;
  let running = false;
  async function run() {
    running = true;
    while (waiting) {
      const { state } = waiting;
      waiting = null;
      await save(state);
    }
    running = false;
  }
  return (state) => {
    waiting = { state };
    if (!running) void run();
  };
}
