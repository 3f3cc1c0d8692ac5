import { IconCircleCheckFilled } from '@tabler/icons-react';
import { type KeyboardEvent, type MouseEvent, Suspense, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import type { CommittedSale } from '../local/types.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { useDevice } from './device-context.ts';
import { SalePrints } from './devices/lazy-devices.ts';
import styles from './sale-done-screen.module.css';
import { StateSteps } from './state-steps.tsx';
import { UnseenQris } from './unseen-qris.tsx';

/** “Lunas”: shown only for a sale that is safe on the disk (S1). The change is what the cashier needs now. */
export function SaleDoneScreen({ sale }: { sale: CommittedSale }) {
  const { t } = useTranslation('till');
  const { local, till } = useDevice();
  const { record, change } = sale;
  const state = useStore(useMemo(() => local.saleState(record.id), [local, record.id]));
  const next = useRef<HTMLButtonElement>(null);
  const tendered = record.payments.reduce((sum, payment) => sum + payment.tendered, 0);

  const unseen = record.payments.filter(({ confirmed }) => confirmed === false);

  useEffect(() => next.current?.focus(), []);

  /** The second tap of a double tap, or a held Enter, must not put the change away unread. */
  function onClick(event: MouseEvent) {
    if (event.detail <= 1) till.next();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.repeat) event.preventDefault();
  }

  return (
    <section
      className={styles.screen}
      aria-labelledby="done-title"
      data-testid="sale-done"
      data-sale-id={record.id}
      data-receipt={record.receiptNumber}
      data-change={change}
    >
      <div className={styles.card}>
        <h1 id="done-title" className={styles.title}>
          <IconCircleCheckFilled size={40} aria-hidden="true" />
          {t('done.title')}
        </h1>
        <div className={styles.change} role="status">
          <span>{t(change > 0 ? 'done.change' : 'done.noChange')}</span>
          {change > 0 && <Money amount={change} className={styles.amount} />}
        </div>
        {unseen.map((payment) => (
          <UnseenQris key={payment.id} saleId={record.id} payment={payment} />
        ))}
        <dl className={styles.facts}>
          <div>
            <dt>{t('done.total')}</dt>
            <dd>
              <Money amount={record.total} />
            </dd>
          </div>
          <div>
            <dt>{t('done.received')}</dt>
            <dd>
              <Money amount={tendered} />
            </dd>
          </div>
          {record.changeKept > 0 && (
            <div data-testid="done-kept" data-amount={record.changeKept}>
              <dt>{t('done.kept')}</dt>
              <dd>
                <Money amount={record.changeKept} />
              </dd>
            </div>
          )}
          <div>
            <dt>{t('done.receipt')}</dt>
            <dd className={styles.receipt}>{record.receiptNumber}</dd>
          </div>
        </dl>
        <StateSteps state={state} />
        <Button
          ref={next}
          variant="primary"
          size={64}
          wide
          data-testid="sale-new"
          onClick={onClick}
          onKeyDown={onKeyDown}
        >
          {t('done.next')}
        </Button>
        <Suspense fallback={null}>
          <SalePrints sale={record} wide />
        </Suspense>
        <p className={styles.hint}>{t('done.hint')}</p>
      </div>
    </section>
  );
}
