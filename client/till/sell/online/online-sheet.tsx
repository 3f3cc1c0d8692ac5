import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ERRORS, type ErrorCode } from '../../../../shared/errors.ts';
import type { PaymentView } from '../../../../shared/payments/payment-view.ts';
import { Button } from '../../../ui/button.tsx';
import { Money } from '../../../ui/money.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import type { OnlineWait } from '../../cart.ts';
import { useCountdown } from '../../use-countdown.ts';
import { CodeToPay } from './code-to-pay.tsx';
import styles from './online-sheet.module.css';
import { usePayment } from './use-payment.ts';

/** Turned to the customer: what to scan or where to transfer, how long it is good, and live whether they have paid. */
export function OnlineSheet({
  wait,
  fresh,
  phone,
  onPaid,
  onLeave,
}: {
  wait: OnlineWait;
  fresh: boolean;
  phone: string;
  /** Takes the money as received; resolves also when the device could not store the sale. */
  onPaid: (reference: string) => Promise<void>;
  /** The sale goes on without this payment. */
  onLeave: () => void;
}) {
  const { t, i18n } = useTranslation('online');
  const { t: common } = useTranslation();
  const payment = usePayment(wait, fresh, phone);
  const { view, endsMs, cutOff, refused, busy } = payment;
  const left = useCountdown(view?.state === 'waiting' ? endsMs : null);
  const [said, setSaid] = useState('');
  const [saving, setSaving] = useState<'no' | 'yes' | 'failed'>('no');
  const taken = useRef(false);
  const state = refused ? 'failed' : (view?.state ?? 'preparing');
  const paid = view?.state === 'paid';

  async function save(reference: string) {
    if (taken.current) return;
    taken.current = true;
    setSaving('yes');
    try {
      await onPaid(reference);
    } finally {
      // Still here: the device could not store it.
      taken.current = false;
      setSaving('failed');
    }
  }
  const saveRef = useRef(save);
  useEffect(() => {
    saveRef.current = save;
  });
  const reference = view?.reference ?? '';
  useEffect(() => {
    if (paid) void saveRef.current(reference);
  }, [paid, reference]);

  // The last look at a code whose time is over.
  const over = view?.state === 'waiting' && endsMs !== null && left === null;
  const askRef = useRef(payment.ask);
  useEffect(() => {
    askRef.current = payment.ask;
  });
  useEffect(() => {
    if (over) void askRef.current();
  }, [over]);

  async function askNow() {
    setSaid(t('asking'));
    const now = await payment.ask();
    setSaid(now && now.state === 'waiting' ? t('notYet') : '');
  }
  async function cancel() {
    setSaid('');
    const now = await payment.cancel();
    if (now && now.state !== 'paid') onLeave();
  }
  function leave() {
    if (saving === 'yes' || paid) return;
    if (isOver(state)) onLeave();
    else if (!busy) void cancel();
  }

  const language = i18n.language === 'en' ? 'en' : 'id';
  const reason = refused
    ? (ERRORS[refused as ErrorCode]?.[language] ?? refused)
    : (view?.problem?.[language] ?? '');
  return (
    <Sheet
      title={t(`titles.${wait.method}`)}
      closeLabel={common('back')}
      onClose={leave}
      className={styles.full}
      footer={
        paid ? (
          saving === 'failed' && (
            <Button
              variant="primary"
              size={64}
              data-testid="online-save"
              onClick={() => void save(reference)}
            >
              {t('save')}
            </Button>
          )
        ) : isOver(state) ? (
          <>
            <Button
              variant="primary"
              size={64}
              data-testid="online-again"
              onClick={() => void payment.start()}
            >
              {t('again')}
            </Button>
            <Button size={64} data-testid="online-other" onClick={onLeave}>
              {t('otherWay')}
            </Button>
          </>
        ) : (
          <>
            <Button
              variant="primary"
              size={64}
              busy={busy}
              disabled={cutOff || view === null}
              data-testid="online-ask"
              onClick={() => void askNow()}
            >
              {t('saysPaid')}
            </Button>
            {cutOff ? (
              <Button variant="danger" size={64} data-testid="online-other" onClick={onLeave}>
                {t('otherWay')}
              </Button>
            ) : (
              <Button size={64} disabled={busy} data-testid="online-cancel" onClick={() => void cancel()}>
                {t('cancel')}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={styles.body} data-testid="online-payment" data-state={state} data-reference={reference}>
        <Money amount={wait.amount} className={styles.amount} />
        <p className={styles.state} data-state={state} role="status" data-testid="online-state">
          {saving === 'yes' ? t('saving') : over ? t('states.expired') : t(`states.${state}`)}
        </p>
        {view && state === 'waiting' && !over && (
          <CodeToPay method={wait.method} code={view.code} label={t('codeLabel')} />
        )}
        {state === 'waiting' && left !== null && (
          <p className={styles.countdown} data-testid="online-countdown">
            {t('expiresIn', { time: left })}
          </p>
        )}
        {state === 'waiting' && !over && <p className={styles.hint}>{t(`hints.${wait.method}`)}</p>}
        {state === 'uncertain' && <p className={styles.problem}>{t('uncertain')}</p>}
        {state === 'failed' && reason && (
          <p className={styles.problem} data-testid="online-problem">
            {t('refused', { reason })}
          </p>
        )}
        {paid && saving === 'failed' && <p className={styles.problem}>{t('notSaved')}</p>}
        {cutOff && !paid && (
          <p className={styles.problem} data-testid="online-cut-off">
            {t('offline')} {t('leaveOffline')}
          </p>
        )}
        <p className={styles.hint} aria-live="polite" data-testid="online-said">
          {said}
        </p>
        {view && <Footnote view={view} />}
      </div>
    </Sheet>
  );
}

function Footnote({ view }: { view: PaymentView }) {
  const { t } = useTranslation('online');
  return (
    <div className={styles.foot}>
      <p>{t('through', { name: view.through, reference: view.reference })}</p>
      {view.testMode && <p>{t('testMode')}</p>}
      {view.phoneUrl && view.state === 'waiting' && (
        <a
          className={styles.phone}
          href={view.phoneUrl}
          target="_blank"
          rel="noreferrer"
          data-testid="online-phone-link"
        >
          {t('playPhone')}
        </a>
      )}
    </div>
  );
}

const isOver = (state: PaymentView['state']) =>
  state === 'failed' || state === 'expired' || state === 'cancelled' || state === 'refunded';
