import { IconChevronDown, IconChevronUp, IconNote, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatRupiah } from '../ui/format-rupiah.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Money } from '../ui/money.tsx';
import { dismissToast, showToast } from '../ui/toast-store.ts';
import { type CartLine, cartTotal, countItems, isEmpty } from './cart.ts';
import { CartLineRow } from './cart-line-row.tsx';
import styles from './cart-panel.module.css';
import { useDevice } from './device-context.ts';
import { NoteSheet } from './note-sheet.tsx';
import { QuantitySheet } from './quantity-sheet.tsx';

type OpenSheet = { kind: 'quantity' | 'note'; lineId: number } | { kind: 'cartNote' } | null;

/** What the customer buys, its total, and the way to pay. On a phone it is a bar that opens upwards. */
export function CartPanel({ className, onPay }: { className?: string; onPay: () => void }) {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation();
  const { till } = useDevice();
  const cart = useStore(till.cart);
  const [opened, setOpened] = useState(false);
  const [sheet, setSheet] = useState<OpenSheet>(null);
  const undos = useRef<number[]>([]);
  const done = useStore(till.done);
  const empty = isEmpty(cart);
  const total = cartTotal(cart);
  const items = countItems(cart);
  const open = opened && !empty;
  const lineOfSheet =
    sheet && 'lineId' in sheet ? cart.lines.find((line) => line.lineId === sheet.lineId) : undefined;

  // A sold cart can't be undone into the next customer's.
  useEffect(() => {
    if (done) for (const id of undos.current.splice(0)) dismissToast(id);
  }, [done]);

  function offerUndo(message: string, onAction: () => void) {
    undos.current.push(showToast({ message, actionLabel: common('undo'), onAction }));
  }

  function remove(line: CartLine) {
    const index = cart.lines.indexOf(line);
    till.change({ type: 'remove', lineId: line.lineId });
    offerUndo(t('cart.removed', { name: line.name }), () => till.change({ type: 'putBack', line, index }));
  }

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
        {!empty && (
          <>
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
      <div className={styles.lines}>
        {empty ? (
          <EmptyState kind="cart" title={t('cart.empty')}>
            {t('cart.emptyHint')}
          </EmptyState>
        ) : (
          <ul className={styles.list}>
            {cart.lines.map((line) => (
              <CartLineRow
                key={line.lineId}
                line={line}
                selected={line.lineId === cart.touchedLineId}
                onSelect={() => till.change({ type: 'select', lineId: line.lineId })}
                onQuantity={() => setSheet({ kind: 'quantity', lineId: line.lineId })}
                onNote={() => setSheet({ kind: 'note', lineId: line.lineId })}
                onStep={(quantityMilli) =>
                  quantityMilli < 1
                    ? remove(line)
                    : till.change({ type: 'setQuantity', lineId: line.lineId, quantityMilli })
                }
                onRemove={() => remove(line)}
              />
            ))}
          </ul>
        )}
        {cart.note !== '' && !empty && <p className={styles.note}>{cart.note}</p>}
      </div>
      <footer className={styles.footer}>
        <button
          type="button"
          className={styles.handle}
          aria-expanded={open}
          aria-label={t(open ? 'cart.hide' : 'cart.show')}
          disabled={empty}
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
          onClick={onPay}
        >
          {t('cart.pay')} <Money amount={total} className={styles.payAmount} />
        </Button>
        <span role="status" className="visually-hidden">
          {!empty && t('cart.totalNow', { total: formatRupiah(total) })}
        </span>
      </footer>
      {sheet?.kind === 'quantity' && lineOfSheet && (
        <QuantitySheet
          line={lineOfSheet}
          onClose={() => setSheet(null)}
          onApply={(quantityMilli) => {
            till.change({ type: 'setQuantity', lineId: lineOfSheet.lineId, quantityMilli });
            setSheet(null);
          }}
        />
      )}
      {sheet?.kind === 'note' && lineOfSheet && (
        <NoteSheet
          title={t('cart.lineNote')}
          label={t('cart.noteOf', { name: lineOfSheet.name })}
          note={lineOfSheet.note}
          onClose={() => setSheet(null)}
          onSave={(note) => {
            till.change({ type: 'noteLine', lineId: lineOfSheet.lineId, note });
            setSheet(null);
          }}
        />
      )}
      {sheet?.kind === 'cartNote' && (
        <NoteSheet
          title={t('cart.cartNote')}
          label={t('cart.cartNote')}
          note={cart.note}
          onClose={() => setSheet(null)}
          onSave={(note) => {
            till.change({ type: 'note', note });
            setSheet(null);
          }}
        />
      )}
    </aside>
  );
}
