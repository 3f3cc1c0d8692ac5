import { IconTrash } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OnlineMethod } from '../../../shared/payments/payment-view.ts';
import type { PaymentMethod } from '../../../shared/sync/sale-record.ts';
import { useStore } from '../../app/use-store.ts';
import type { LocalErrorCode } from '../../local/types.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useDevice } from '../device-context.ts';
import { stillDue } from '../price-of-cart.ts';
import { CashForm } from './cash-form.tsx';
import { DebtForm } from './debt-form.tsx';
import { NotedForm } from './noted-form.tsx';
import { OnlineForm } from './online/lazy-online.ts';
import { useOfferedMethods } from './online/offered-methods.ts';
import { QrisForm } from './qris-form.tsx';
import type { Paid } from './tender-form.ts';
import styles from './tender-sheet.module.css';

/** Paying: in cash within three taps, or by any mix of ways. Closing it leaves cart and what is paid as they were. */
export function TenderSheet({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('till');
  const { t: sell } = useTranslation('sell');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const cart = useStore(till.cart);
  const priced = useStore(till.priced);
  const settings = useStore(local.outletSettings);
  const [method, setMethod] = useState<PaymentMethod>(cart.online ? 'gateway' : 'cash');
  const [online, setOnline] = useState<OnlineMethod | null>(cart.online?.method ?? null);
  const { methods: offered, online: connected } = useOfferedMethods();
  const [failure, setFailure] = useState<LocalErrorCode | null>(null);
  const due = stillDue(cart, priced, method, settings.pricing.rounding);
  const methods: PaymentMethod[] = [
    'cash',
    ...(settings.qris ? (['qrisStatic'] as const) : []),
    'card',
    'transfer',
    'ewallet',
    ...(settings.debt.enabled ? (['debt'] as const) : []),
    ...(cart.customer ? (['storeCredit'] as const) : []),
  ];

  async function pay(last: Paid | null, options?: { changeKept?: number }) {
    setFailure(null);
    const result = await till.pay(last, options);
    if (result.ok) onDone();
    else setFailure(result.code);
  }

  async function onPaid(paid: Paid, options?: { changeKept?: number }) {
    if (paid.amount === due) return pay(paid, options);
    till.change({ type: 'addPart', part: paid });
    setMethod('cash');
  }

  const form = { due, failure, onPaid };
  const total = due + cart.parts.reduce((sum, { amount }) => sum + amount, 0);
  const settled = cart.parts.length > 0 && due <= 0;
  return (
    <Sheet
      title={t(method === 'cash' && cart.parts.length === 0 ? 'tender.title' : 'tender.titleOther')}
      closeLabel={common('back')}
      onClose={onClose}
      className={styles.sheet}
    >
      <div className={styles.top}>
        <div className={styles.total}>
          <span>{t(cart.parts.length === 0 ? 'tender.total' : 'tender.left')}</span>
          <Money
            amount={cart.parts.length === 0 ? total : Math.max(due, 0)}
            size="huge"
            data-testid="tender-total"
            data-amount={cart.parts.length === 0 ? total : due}
          />
        </div>
        {method === 'cash' && priced.inCash.rounding !== 0 && (
          <p className={styles.rounding} data-testid="tender-rounding" data-amount={priced.inCash.rounding}>
            {sell('tender.rounding')} <Money amount={priced.inCash.rounding} />
          </p>
        )}
        {cart.parts.length > 0 && (
          <ul className={styles.parts} aria-label={sell('tender.parts')}>
            {cart.parts.map((part) => (
              <li key={part.partId} data-testid="tender-part" data-method={part.method}>
                <span>
                  {sell(`methods.${part.method}`)}
                  {part.reference && ` · ${part.reference}`}
                </span>
                <Money amount={part.amount} />
                {/* What a provider took is given back by a refund, not by a press. */}
                {part.method !== 'gateway' && (
                  <IconButton
                    aria-label={sell('tender.removePart', { method: sell(`methods.${part.method}`) })}
                    data-testid="tender-part-remove"
                    onClick={() => till.change({ type: 'removePart', partId: part.partId })}
                  >
                    <IconTrash size={24} aria-hidden="true" />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {settled ? (
        <div className={styles.settled}>
          <p role="alert" className={styles.error} data-testid="tender-error">
            {due < 0 && sell('tender.overpaid')}
            {failure && t(`tender.errors.${failure}`)}
          </p>
          <Button
            variant="primary"
            size={64}
            wide
            disabled={due < 0}
            data-testid="tender-confirm"
            onClick={() => void pay(null)}
          >
            {t('tender.confirm')}
          </Button>
        </div>
      ) : (
        <>
          <div className={styles.methods} role="radiogroup" aria-label={sell('tender.method')}>
            {offered.map((one) => (
              <label key={one.method} className={styles.method}>
                <input
                  type="radio"
                  name="method"
                  data-testid={`method-online-${one.method}`}
                  disabled={!connected}
                  checked={method === 'gateway' && online === one.method}
                  onChange={() => {
                    setMethod('gateway');
                    setOnline(one.method);
                    setFailure(null);
                  }}
                />
                <span>{sell(`online.${one.method}`)}</span>
              </label>
            ))}
            {methods.map((one) => (
              <label key={one} className={styles.method}>
                <input
                  type="radio"
                  name="method"
                  data-testid={`method-${one}`}
                  checked={one === method}
                  onChange={() => {
                    setMethod(one);
                    setFailure(null);
                  }}
                />
                <span>
                  {sell(one === 'qrisStatic' && offered.length > 0 ? 'online.ownCode' : `methods.${one}`)}
                </span>
              </label>
            ))}
          </div>
          {method === 'cash' && <CashForm key="cash" {...form} />}
          {(method === 'card' || method === 'transfer' || method === 'ewallet') && (
            <NotedForm key={method} method={method} {...form} />
          )}
          {method === 'qrisStatic' && <QrisForm {...form} />}
          {method === 'gateway' && online && (
            <Suspense>
              <OnlineForm
                key={online}
                method={online}
                limits={offered.find((one) => one.method === online)}
                {...form}
              />
            </Suspense>
          )}
          {(method === 'debt' || method === 'storeCredit') && (
            <DebtForm key={method} method={method} {...form} />
          )}
        </>
      )}
    </Sheet>
  );
}
