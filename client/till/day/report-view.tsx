import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftReport } from '../../../shared/receipt/shift-report.ts';
import type { PaymentMethod } from '../../../shared/sync/sale-record.ts';
import { useLanguage } from '../../app/use-language.ts';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { useDevice } from '../device-context.ts';
import { formatTime } from '../format-time.ts';
import styles from './day.module.css';
import { varianceWords } from './variance-words.ts';

/** An X or Z report on the screen: the same figures as on paper. */
export function ReportView({
  report,
  unconfirmed,
}: {
  report: ShiftReport;
  unconfirmed?: { count: number; amount: number };
}) {
  const { t } = useTranslation('day');
  const language = useLanguage();
  const { local } = useDevice();
  const timeZone = local.identity.get()?.outlet.timeZone;
  const { totals, expected } = report;
  const methods = Object.entries(totals.byMethod) as [PaymentMethod, number][];
  return (
    <div data-testid="shift-report" data-kind={report.kind}>
      <p className={styles.detail}>
        {t('report.number', { number: report.shiftNo })} · {t('report.openedBy', { name: report.openedBy })},{' '}
        {formatTime(report.openedAt, language, timeZone)}
        {report.closedAt !== undefined && (
          <>
            {' '}
            · {t('report.closedBy', { name: report.closedBy ?? '–' })},{' '}
            {formatTime(report.closedAt, language, timeZone)}
          </>
        )}
      </p>
      <dl className={styles.report}>
        <Fact
          name={t('report.sales', { count: totals.saleCount })}
          value={totals.sales}
          testId="report-sales"
        />
        <Fact name={t('report.refunds', { count: totals.refundCount })} value={-totals.refunds} />
        <Fact name={t('report.net')} value={totals.sales - totals.refunds} strong />
        {totals.voidCount > 0 && <Fact name={t('report.voids')}>{totals.voidCount}</Fact>}
        {totals.discounts > 0 && <Fact name={t('report.discounts')} value={-totals.discounts} />}
        {totals.serviceCharge > 0 && <Fact name={t('report.service')} value={totals.serviceCharge} />}
        {totals.tax !== 0 && <Fact name={t('report.tax')} value={totals.tax} />}
        {totals.rounding !== 0 && <Fact name={t('report.rounding')} value={totals.rounding} />}
      </dl>
      <h3 className={styles.subhead}>{t('report.byMethod')}</h3>
      {methods.length === 0 ? (
        <p className={styles.hint}>{t('report.nothing')}</p>
      ) : (
        <dl className={styles.report}>
          {methods.map(([method, amount]) => (
            <Fact key={method} name={t(`methods.${method}`)} value={amount} />
          ))}
        </dl>
      )}
      <h3 className={styles.subhead}>{t('report.drawer')}</h3>
      <dl className={styles.report}>
        <Fact name={t('report.float')} value={report.float} />
        <Fact name={t('report.cashTaken')} value={totals.byMethod.cash ?? 0} />
        <Fact name={t('report.cashIn')} value={totals.cashIn} />
        <Fact name={t('report.cashOut')} value={-totals.cashOut} />
        {expected !== undefined && (
          <Fact name={t('report.expected')} value={expected} strong testId="report-expected" />
        )}
        {report.counted !== undefined && <Fact name={t('report.counted')} value={report.counted} />}
        {report.variance !== undefined && (
          <Fact name={t('shift.variance')} strong testId="report-variance" amount={report.variance}>
            {varianceWords(report.variance, t)}
          </Fact>
        )}
        {unconfirmed && unconfirmed.count > 0 && (
          <Fact name={t('report.unconfirmed')} value={unconfirmed.amount} />
        )}
        {report.unsent !== undefined && report.unsent > 0 && (
          <Fact name={t('report.unsent')} testId="report-unsent">
            {report.unsent}
          </Fact>
        )}
      </dl>
      {report.note && (
        <p className={styles.detail}>
          {t('report.note')}: {report.note}
        </p>
      )}
    </div>
  );
}

function Fact({
  name,
  value,
  amount = value,
  strong = false,
  testId,
  children,
}: {
  name: string;
  value?: number;
  amount?: number;
  strong?: boolean;
  testId?: string;
  children?: ReactNode;
}) {
  return (
    <div className={strong ? styles.strong : undefined}>
      <dt>{name}</dt>
      <dd data-testid={testId} data-amount={amount}>
        {children ?? formatRupiah(value === 0 ? 0 : (value ?? 0))}
      </dd>
    </div>
  );
}
