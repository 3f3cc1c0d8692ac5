import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { formatRupiah, formatRupiahBare } from '../../ui/format-rupiah.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import form from '../frame/form.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { zoneName } from '../outlets/time-zones.ts';
import { dateTime } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { formatQuantity } from './format-quantity.ts';
import styles from './sales-page.module.css';

type SaleSheetProps = {
  saleId: string;
  outlets: readonly { id: string; timeZone: string }[];
  onClose: () => void;
};

/** One sale as it was charged, and why it is flagged. */
export function SaleSheet({ saleId, outlets, onClose }: SaleSheetProps) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const { data: sale, isError, error, refetch } = useQuery(trpc.sales.get.queryOptions({ saleId }));
  const timeZone = outlets.find(({ id }) => id === sale?.outletId)?.timeZone;
  const time = (atMs: number) =>
    `${dateTime(atMs, language, timeZone)}${timeZone ? ` ${zoneName(timeZone)}` : ''}`;
  return (
    <Sheet
      title={sale ? t('sales.receipt', { number: sale.receiptNumber }) : t('sales.title')}
      closeLabel={t('form.close')}
      onClose={onClose}
      placement="side"
    >
      {!sale &&
        (isError ? <LoadProblem error={error} onRetry={() => void refetch()} /> : <Skeleton height={240} />)}
      {sale && (
        <div className={form.form} data-testid="sale-detail">
          {sale.flags.length > 0 && (
            <section className={styles.part}>
              <h3>{t('sales.whyFlagged')}</h3>
              <ul className={styles.flags}>
                {sale.flags.map((flag) => (
                  <li key={flag}>
                    <strong>{t(`sales.flagNames.${flag}`)}</strong>
                    {t(`sales.flagHints.${flag}`)}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <dl className={styles.sums}>
            <dt>{t('sales.soldAt')}</dt>
            <dd>{time(sale.occurredAt)}</dd>
            <dt>{t('sales.receivedAt')}</dt>
            <dd>{time(sale.receivedAt)}</dd>
            <dt>{t('sales.cashier')}</dt>
            <dd>{sale.staffName ?? t('sales.unknownStaff')}</dd>
            <dt>{t('sales.outlet')}</dt>
            <dd>{sale.outletName}</dd>
            <dt>{t('sales.device')}</dt>
            <dd>{sale.deviceName}</dd>
            {sale.note && (
              <>
                <dt>{t('sales.note')}</dt>
                <dd>{sale.note}</dd>
              </>
            )}
          </dl>
          <table className={styles.table}>
            <caption className="visually-hidden">{t('sales.items')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('sales.item')}</th>
                <th scope="col">{t('sales.quantity')}</th>
                <th scope="col">{t('sales.total')}</th>
              </tr>
            </thead>
            <tbody>
              {sale.lines.map((line) => (
                <tr key={line.lineNo}>
                  <td>
                    {line.name}
                    {line.note && <div className={form.hint}>{line.note}</div>}
                  </td>
                  <td>
                    {formatQuantity(line.quantityMilli, language)} {line.unit}
                    <div className={form.hint}>× {formatRupiahBare(line.unitPrice)}</div>
                  </td>
                  <td>{formatRupiahBare(line.lineTotal)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <dl className={styles.sums}>
            <dt>{t('sales.subtotal')}</dt>
            <dd>{formatRupiah(sale.subtotal)}</dd>
            {(['discount', 'serviceCharge', 'tax', 'rounding'] as const).map((part) =>
              sale[part] === 0 ? null : (
                <Sum
                  key={part}
                  name={t(`sales.${part}`)}
                  amount={part === 'discount' ? -sale[part] : sale[part]}
                />
              ),
            )}
            <dt className={styles.total}>{t('sales.total')}</dt>
            <dd className={styles.total}>{formatRupiah(sale.total)}</dd>
            {sale.taxIncluded !== 0 && <Sum name={t('sales.taxIncluded')} amount={sale.taxIncluded} />}
            {sale.changeKept !== 0 && <Sum name={t('sales.changeKept')} amount={sale.changeKept} />}
          </dl>
          <section className={styles.part}>
            <h3>{t('sales.payments')}</h3>
            {sale.payments.map((payment) => (
              <dl key={payment.id} className={styles.sums}>
                <Sum name={t(`sales.methods.${payment.method}`)} amount={payment.amount} />
                <Sum name={t('sales.tendered')} amount={payment.tendered} />
                <Sum name={t('sales.change')} amount={payment.change} />
              </dl>
            ))}
          </section>
          {sale.void && (
            <section className={styles.part} data-testid="sale-void">
              <h3>{t('sales.wasVoided')}</h3>
              <p>
                {time(sale.void.occurredAt)} · {sale.void.staffName ?? t('sales.unknownStaff')}
                <br />
                {sale.void.reason}
              </p>
            </section>
          )}
          {sale.refunds.length > 0 && (
            <section className={styles.part} data-testid="sale-refunds">
              <h3>{t('sales.refunds')}</h3>
              {sale.refunds.map((refund) => (
                <dl key={refund.id} className={styles.sums}>
                  <Sum name={refund.receiptNumber} amount={-refund.total} />
                  <dt>{time(refund.occurredAt)}</dt>
                  <dd>{refund.staffName ?? t('sales.unknownStaff')}</dd>
                  {refund.lines.map((line) => (
                    <Sum
                      key={line.lineNo}
                      name={`${formatQuantity(line.quantityMilli, language)} × ${line.name}`}
                      amount={-line.amount}
                    />
                  ))}
                  {refund.rounding !== 0 && <Sum name={t('sales.rounding')} amount={-refund.rounding} />}
                </dl>
              ))}
              <dl className={styles.sums}>
                <Sum
                  name={t('sales.left')}
                  amount={sale.refunds.reduce((left, refund) => left - refund.total, sale.total)}
                />
              </dl>
            </section>
          )}
        </div>
      )}
    </Sheet>
  );
}

function Sum({ name, amount }: { name: string; amount: number }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{formatRupiah(amount)}</dd>
    </>
  );
}
