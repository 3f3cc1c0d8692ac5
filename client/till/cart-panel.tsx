import {
  IconChevronDown,
  IconChevronUp,
  IconDiscount,
  IconNote,
  IconStack2,
  IconTrash,
  IconUser,
} from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatRupiah } from '../ui/format-rupiah.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Money } from '../ui/money.tsx';
import { dismissToast, showToast } from '../ui/toast-store.ts';
import { type CartLine, countItems, isEmpty } from './cart.ts';
import { CartLineRow, type LineVerbs } from './cart-line-row.tsx';
import styles from './cart-panel.module.css';
import { CartSums } from './cart-sums.tsx';
import { priceNow } from './catalogue-price.ts';
import { useDevice } from './device-context.ts';
import { OrderTypes } from './order-types.tsx';
import { useSheets } from './sell/use-sheets.ts';

type OpenSheet =
  | { kind: 'quantity' | 'note' | 'line'; lineId: number }
  | { kind: 'cartNote' | 'cart' | 'customer' | 'park' }
  | null;

/** What the customer buys, its total, and the way to pay. On a phone it is a bar that opens upwards. */
export function CartPanel({ className, onPay }: { className?: string; onPay: () => void }) {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const cart = useStore(till.cart);
  const priced = useStore(till.priced);
  const parked = useStore(local.parked);
  // A changed catalogue may mean changed prices.
  useStore(local.catalogue);
  const [opened, setOpened] = useState(false);
  const [sheet, setSheet] = useState<OpenSheet>(null);
  const sheets = useSheets(sheet !== null);
  const undos = useRef<number[]>([]);
  const done = useStore(till.done);
  const empty = isEmpty(cart);
  const { total } = priced;
  const items = countItems(cart);
  const paid = cart.parts.reduce((sum, { amount }) => sum + amount, 0);
  const open = opened && (!empty || parked.length > 0);
  const lineOfSheet =
    sheet && 'lineId' in sheet ? cart.lines.find((line) => line.lineId === sheet.lineId) : undefined;
  const close = () => setSheet(null);

  // A sold cart can't be undone into the next customer's.
  useEffect(() => {
    if (done) for (const id of undos.current.splice(0)) dismissToast(id);
  }, [done]);

  function pay() {
    // What is undone while money is counted would change what it was counted for.
    for (const id of undos.current.splice(0)) dismissToast(id);
    onPay();
  }

  function offerUndo(message: string, onAction: () => void) {
    undos.current.push(showToast({ message, actionLabel: common('undo'), onAction }));
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts alone; the rest never changes
  const verbs: LineVerbs = useMemo(() => {
    const remove = (line: CartLine) => {
      const index = till.cart.get().lines.findIndex(({ lineId }) => lineId === line.lineId);
      till.change({ type: 'remove', lineId: line.lineId });
      offerUndo(t('cart.removed', { name: line.name }), () => till.change({ type: 'putBack', line, index }));
    };
    return {
      remove,
      select: ({ lineId }) => till.change({ type: 'select', lineId }),
      quantity: ({ lineId }) => setSheet({ kind: 'quantity', lineId }),
      note: ({ lineId }) => setSheet({ kind: 'note', lineId }),
      edit: ({ lineId }) => setSheet({ kind: 'line', lineId }),
      step: (line, quantityMilli) =>
        quantityMilli < 1
          ? remove(line)
          : till.change({ type: 'setQuantity', lineId: line.lineId, quantityMilli }),
      takePrice: ({ lineId }, unitPrice) =>
        till.change({ type: 'changeLine', lineId, change: { unitPrice } }),
    };
  }, [t, till]);

  function clear() {
    const before = till.cart.get();
    till.change({ type: 'clear' });
    offerUndo(t('cart.cleared', { count: countItems(before) }), () => {
      // What was added since the clear stays: the old lines go back one by one.
      if (isEmpty(till.cart.get())) till.change({ type: 'restore', cart: before });
      else for (const [index, line] of before.lines.entries()) till.change({ type: 'putBack', line, index });
    });
  }

  return (
    <aside className={classNames(styles.panel, className)} aria-label={t('cart.label')} data-open={open}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('cart.label')}</h2>
        {(!empty || parked.length > 0) && (
          <IconButton
            aria-label={parked.length > 0 ? t('cart.parkedCount', { count: parked.length }) : t('cart.park')}
            className={classNames(parked.length > 0 && styles.noted)}
            data-testid="cart-park"
            data-parked={parked.length}
            onClick={() => setSheet({ kind: 'park' })}
          >
            <IconStack2 size={24} aria-hidden="true" />
          </IconButton>
        )}
        {!empty && (
          <>
            <IconButton
              aria-label={t('cart.customer')}
              className={classNames(cart.customer && styles.noted)}
              data-testid="cart-customer"
              onClick={() => setSheet({ kind: 'customer' })}
            >
              <IconUser size={24} aria-hidden="true" />
            </IconButton>
            <IconButton
              aria-label={t('cart.options')}
              className={classNames((cart.discount || cart.label !== '') && styles.noted)}
              data-testid="cart-options"
              onClick={() => setSheet({ kind: 'cart' })}
            >
              <IconDiscount size={24} aria-hidden="true" />
            </IconButton>
            <IconButton
              aria-label={t('cart.cartNote')}
              className={classNames(cart.note !== '' && styles.noted)}
              data-testid="cart-note"
              onClick={() => setSheet({ kind: 'cartNote' })}
            >
              <IconNote size={24} aria-hidden="true" />
            </IconButton>
            <IconButton aria-label={t('cart.clear')} data-testid="cart-clear" onClick={clear}>
              <IconTrash size={24} aria-hidden="true" />
            </IconButton>
          </>
        )}
      </header>
      <OrderTypes className={styles.order} />
      {!empty && (cart.customer || cart.label !== '') && (
        <p className={styles.who}>
          {cart.customer && <span data-testid="customer-chip">{cart.customer.name}</span>}
          {cart.label !== '' && <span data-testid="cart-label">{cart.label}</span>}
        </p>
      )}
      <div className={styles.lines}>
        {empty ? (
          <EmptyState kind="cart" title={t('cart.empty')}>
            {t('cart.emptyHint')}
          </EmptyState>
        ) : (
          <ul className={styles.list}>
            {cart.lines.map((line, index) => {
              const now = priceNow(line, local.productById, cart.priceListId);
              return (
                <CartLineRow
                  key={line.lineId}
                  line={line}
                  priced={priced.lines[index]}
                  newPrice={now === undefined || now === line.unitPrice ? null : now}
                  selected={line.lineId === cart.touchedLineId}
                  verbs={verbs}
                />
              );
            })}
          </ul>
        )}
        {cart.note !== '' && !empty && <p className={styles.note}>{cart.note}</p>}
      </div>
      <footer className={styles.footer}>
        <CartSums priced={priced} paid={paid} />
        <button
          type="button"
          className={styles.handle}
          aria-expanded={open}
          aria-label={t(open ? 'cart.hide' : 'cart.show')}
          disabled={empty && parked.length === 0}
          data-testid="cart-toggle"
          onClick={() => setOpened(!open)}
        >
          {open ? (
            <IconChevronDown size={24} aria-hidden="true" />
          ) : (
            <IconChevronUp size={24} aria-hidden="true" />
          )}
        </button>
        <div className={styles.sum}>
          <span className={styles.items}>{t('cart.items', { count: items })}</span>
          <span className={styles.label}>{t('cart.total')}</span>
          <Money
            amount={total}
            size="huge"
            className={styles.total}
            data-testid="cart-total"
            data-amount={total}
          />
        </div>
        <Button
          variant="primary"
          size={64}
          wide
          disabled={empty}
          aria-keyshortcuts="F4"
          data-testid="pay"
          className={styles.pay}
          onClick={pay}
        >
          {t('cart.pay')} <Money amount={total - paid} className={styles.payAmount} />
        </Button>
        <span role="status" className="visually-hidden">
          {!empty && t('cart.totalNow', { total: formatRupiah(total) })}
        </span>
      </footer>
      {sheets && sheet?.kind === 'quantity' && lineOfSheet && (
        <sheets.QuantitySheet
          line={lineOfSheet}
          onClose={close}
          onApply={(quantityMilli) => {
            till.change({ type: 'setQuantity', lineId: lineOfSheet.lineId, quantityMilli });
            close();
          }}
        />
      )}
      {sheets && sheet?.kind === 'note' && lineOfSheet && (
        <sheets.NoteSheet
          title={t('cart.lineNote')}
          label={t('cart.noteOf', { name: lineOfSheet.name })}
          note={lineOfSheet.note}
          onClose={close}
          onSave={(note) => {
            till.change({ type: 'noteLine', lineId: lineOfSheet.lineId, note });
            close();
          }}
        />
      )}
      {sheets && sheet?.kind === 'line' && lineOfSheet && (
        <sheets.LineSheet line={lineOfSheet} onClose={close} offerUndo={offerUndo} />
      )}
      {sheets && sheet?.kind === 'cartNote' && (
        <sheets.NoteSheet
          title={t('cart.cartNote')}
          label={t('cart.cartNote')}
          note={cart.note}
          onClose={close}
          onSave={(note) => {
            till.change({ type: 'note', note });
            close();
          }}
        />
      )}
      {sheets && sheet?.kind === 'cart' && <sheets.CartSheet onClose={close} offerUndo={offerUndo} />}
      {sheets && sheet?.kind === 'customer' && <sheets.CustomerSheet onClose={close} />}
      {sheets && sheet?.kind === 'park' && <sheets.ParkSheet onClose={close} />}
    </aside>
  );
}
