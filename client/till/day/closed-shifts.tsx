import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { useStore } from '../../app/use-store.ts';
import type { ClosedShift } from '../../local/day-types.ts';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useDevice } from '../device-context.ts';
import { formatTime } from '../format-time.ts';
import { PageSection } from '../page-frame.tsx';
import { SaleStatePill } from '../sale-state-pill.tsx';
import { useFresh } from '../use-fresh.ts';
import styles from './day.module.css';
import { ReportPaper } from './report-paper.tsx';
import { ReportView } from './report-view.tsx';
import { zReport } from './reports.ts';
import { useReportContext } from './use-report-context.ts';
import { varianceWords } from './variance-words.ts';

const SHOWN = 30;

/** Z reports of this device, newest first. */
export function ClosedShifts() {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const context = useReportContext();
  const load = useCallback(() => local.closedShifts(SHOWN), [local]);
  const shifts = useFresh(load, queue);
  const [shown, setShown] = useState<ClosedShift | null>(null);
  const timeZone = local.identity.get()?.outlet.timeZone;
  const report = shown && context && zReport(shown, context);
  return (
    <PageSection title={t('shift.history')}>
      {shifts?.length === 0 && <p className={styles.hint}>{t('shift.noHistory')}</p>}
      <ul className={styles.list}>
        {shifts?.map((shift) => {
          const { open, close, state, flags } = shift;
          return (
            <li key={close.id}>
              <button
                type="button"
                className={styles.row}
                data-testid="closed-shift"
                data-variance={close.variance}
                onClick={() => setShown(shift)}
              >
                <span className={styles.name}>
                  {t('report.number', { number: open.shiftNo })} · {formatTime(close.at, language, timeZone)}
                </span>
                <Money amount={close.totals.sales - close.totals.refunds} className={styles.amount} />
                <span className={styles.detail}>{varianceWords(close.variance, t)}</span>
                <span className={styles.end}>
                  {flags.length > 0 && <Pill tone="warning">{t('sale.flagged')}</Pill>}
                  <SaleStatePill state={state} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {report && (
        <Sheet title={t('report.z')} closeLabel={common('close')} onClose={() => setShown(null)}>
          <div className={styles.stack}>
            <ReportView report={report} />
            <ReportPaper report={report} />
          </div>
        </Sheet>
      )}
    </PageSection>
  );
}
