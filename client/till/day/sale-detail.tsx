import { IconArrowBackUp, IconBan, IconChevronLeft } from '@tabler/icons-react';
import { Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { useStore } from '../../app/use-store.ts';
import type { RefundableSale } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { useDevice } from '../device-context.ts';
import { SalePrints } from '../devices/lazy-devices.ts';
import { formatTime } from '../format-time.ts';
import { PageSection } from '../page-frame.tsx';
import { formatQuantity } from '../parse-quantity.ts';
import { useFresh } from '../use-fresh.ts';
import styles from './day.module.css';
import { RefundForm } from './refund-form.tsx';
import { RefundPaper } from './refund-paper.tsx';
import { useStaffName } from './staff-name.ts';
import { VoidSheet } from './void-sheet.tsx';

/** One sale: what was in it, what came back, and the ways to give back, undo and print again. */
export function SaleDetail({ saleId, onBack }: { saleId: string; onBack: () => void }) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const [refunding, setRefunding] = useState(false);
  // null: looked for and not there.
  const load = useCallback(async () => (await local.saleForRefund(saleId)) ?? null, [local, saleId]);
  const sale = useFresh(load, queue, useStore(local.replicaVersion));
  if (sale === undefined) return null;
  if (sale === null) {
    return (
      <PageSection title={t('history.title')}>
        <p className={styles.warning}>{t('sale.gone')}</p>
        <Back onBack={onBack} />
      </PageSection>
    );
  }
  if (refunding) return <RefundForm sale={sale} onDone={() => setRefunding(false)} />;
  return <Sold sale={sale} onBack={onBack} onRefund={() => setRefunding(true)} />;
}

function Back({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('day');
  return (
    <Button
      className={styles.back}
      icon={<IconChevronLeft size={20} aria-hidden="true" />}
      data-testid="sale-back"
      onClick={onBack}
    >
      {t('sale.back')}
    </Button>
  );
}

function Sold({
  sale,
  onBack,
  onRefund,
}: {
  sale: RefundableSale;
  onBack: () => void;
  onRefund: () => void;
}) {
  const { t } = useTranslation('day');
  const language = useLanguage();
  const { local } = useDevice();
  const nameOf = useStaffName();
  const [voiding, setVoiding] = useState(false);
  const [paperOf, setPaperOf] = useState<string | null>(null);
  const timeZone = local.identity.get()?.outlet.timeZone;
  const anythingLeft = sale.lines.some(({ leftMilli }) => leftMilli > 0);
  const change = sale.record?.payments.reduce((sum, payment) => sum + payment.change, 0) ?? 0;
  return (
    <>
      <PageSection title={sale.receiptNumber} aside={<Back onBack={onBack} />}>
        {sale.voided && (
          <p className={styles.warning} data-testid="sale-voided">
            {t('sale.voided')}
          </p>
        )}
        <dl
          className={styles.facts}
          data-testid="sale-facts"
          data-sale-id={sale.saleId}
          data-total={sale.total}
        >
          <div>
            <dt>{t('sale.total')}</dt>
            <dd>
              <Money amount={sale.total} />
            </dd>
          </div>
          <div>
            <dt>{t('sale.soldAt')}</dt>
            <dd>{formatTime(sale.soldAt, language, timeZone)}</dd>
          </div>
          <div>
            <dt>{t('sale.cashier')}</dt>
            <dd>{nameOf(sale.staffId)}</dd>
          </div>
          {sale.payments.map(({ id, method, amount }) => (
            <div key={id}>
              <dt>{t(`methods.${method}`)}</dt>
              <dd>
                <Money amount={amount} />
              </dd>
            </div>
          ))}
          {change > 0 && (
            <div>
              <dt>{t('sale.change')}</dt>
              <dd>
                <Money amount={change} />
              </dd>
            </div>
          )}
        </dl>
        {sale.origin === 'outlet' && <p className={styles.note}>{t('sale.outletHint')}</p>}
        {!anythingLeft && !sale.voided && <p className={styles.ok}>{t('sale.allBack')}</p>}
        <div className={styles.actions}>
          {!sale.voided && anythingLeft && (
            <Button
              size={56}
              icon={<IconArrowBackUp size={22} aria-hidden="true" />}
              data-testid="refund-start"
              onClick={onRefund}
            >
              {t('sale.refund')}
            </Button>
          )}
          {sale.mayVoid && (
            <Button
              size={56}
              icon={<IconBan size={22} aria-hidden="true" />}
              data-testid="void-start"
              onClick={() => setVoiding(true)}
            >
              {t('sale.void')}
            </Button>
          )}
          {sale.record && (
            <Suspense fallback={null}>
              <SalePrints sale={sale.record} reprint />
            </Suspense>
          )}
        </div>
      </PageSection>
      <PageSection title={t('sale.items')}>
        <ul className={styles.list}>
          {sale.lines.map(({ line, refundedMilli, refundedAmount, leftAmount }) => (
            <li key={line.lineNo} className={styles.row} data-testid="sale-line">
              <span className={styles.name}>{line.name}</span>
              <Money amount={leftAmount + refundedAmount} className={styles.amount} />
              <span className={styles.detail}>
                {formatQuantity(line.quantityMilli)} {line.unit}
                {refundedMilli > 0 &&
                  ` · ${t('sale.refundedOf', { quantity: formatQuantity(refundedMilli), unit: line.unit })}`}
              </span>
            </li>
          ))}
        </ul>
      </PageSection>
      {sale.refunds.length > 0 && (
        <PageSection title={t('sale.refunds')}>
          <ul className={styles.list}>
            {sale.refunds.map((refund) => (
              <li key={refund.id} className={styles.row} data-testid="sale-refund">
                <span className={styles.receipt}>{refund.receiptNumber}</span>
                <Money amount={-refund.total} className={styles.amount} />
                <span className={styles.detail}>
                  {t(`refund.reasons.${refund.reason}`)} · {nameOf(refund.staffId)} ·{' '}
                  {formatTime(refund.at, language, timeZone)}
                </span>
              </li>
            ))}
          </ul>
          <div className={styles.actions}>
            {sale.refunds.map(({ id, receiptNumber }) => (
              <Button
                key={id}
                aria-expanded={paperOf === id}
                data-testid="refund-paper"
                onClick={() => setPaperOf(paperOf === id ? null : id)}
              >
                {t('sale.paperOf', { receipt: receiptNumber })}
              </Button>
            ))}
          </div>
          {sale.refunds
            .filter(({ id }) => id === paperOf)
            .map((refund) => (
              <RefundPaper key={refund.id} refund={refund} reprint />
            ))}
        </PageSection>
      )}
      {voiding && <VoidSheet sale={sale} onClose={() => setVoiding(false)} />}
    </>
  );
}
