import { IconArrowDown, IconArrowUp, IconReport, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { useStore } from '../../app/use-store.ts';
import type { ClosedShift, OpenShift, ShiftSums } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useDevice } from '../device-context.ts';
import { formatTime } from '../format-time.ts';
import { PageFrame, PageSection } from '../page-frame.tsx';
import { useFresh } from '../use-fresh.ts';
import { CashSheet } from './cash-sheet.tsx';
import { CloseShift } from './close-shift.tsx';
import { ClosedShifts } from './closed-shifts.tsx';
import styles from './day.module.css';
import { HandoverSheet } from './handover-sheet.tsx';
import { OpenShiftForm } from './open-shift-form.tsx';
import { ReportPaper } from './report-paper.tsx';
import { ReportView } from './report-view.tsx';
import { xReport, zReport } from './reports.ts';
import { useStaffName } from './staff-name.ts';
import { useApproval } from './use-approval.tsx';
import { useReportContext } from './use-report-context.ts';

/** `/shift`: from the float in the morning to the count at night. */
export function ShiftScreen() {
  const { t } = useTranslation('day');
  return (
    <PageFrame title={t('shift.title')}>
      <Shift />
    </PageFrame>
  );
}

function Shift() {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const shift = useStore(local.shift);
  const [closing, setClosing] = useState(false);
  const [closed, setClosed] = useState<ClosedShift | null>(null);

  if (closed) return <JustClosed closed={closed} onDone={() => setClosed(null)} />;
  if (shift && closing)
    return (
      <CloseShift
        shift={shift}
        onBack={() => setClosing(false)}
        onClosed={(result) => {
          setClosing(false);
          setClosed(result);
        }}
      />
    );
  return (
    <>
      {shift ? (
        <Running shift={shift} onClose={() => setClosing(true)} />
      ) : (
        <PageSection title={t('shift.openTitle')}>
          <p className={styles.hint}>{t('shift.openHint')}</p>
          <OpenShiftForm />
        </PageSection>
      )}
      <ClosedShifts />
    </>
  );
}

function Running({ shift, onClose }: { shift: OpenShift; onClose: () => void }) {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const { local } = useDevice();
  const nameOf = useStaffName();
  const context = useReportContext();
  const { approve, sheet } = useApproval();
  const { blindCount } = useStore(local.outletSettings).shift;
  const [open, setOpen] = useState<'in' | 'out' | 'handover' | null>(null);
  const [sums, setSums] = useState<ShiftSums | null>(null);
  const timeZone = local.identity.get()?.outlet.timeZone;
  const report = sums && context && xReport(shift, sums, context);

  async function showReport() {
    // Not blind, so everybody may know what is in the drawer.
    const approvals = blindCount ? await approve('viewExpectedCash') : [];
    if (!approvals) return;
    setSums((await local.shiftTotals(shift.shiftId)) ?? null);
  }

  return (
    <>
      <PageSection title={t('shift.current')}>
        <dl className={styles.facts} data-testid="open-shift-facts" data-float={shift.float}>
          <div>
            <dt>{t('shift.number')}</dt>
            <dd>{shift.shiftNo}</dd>
          </div>
          <div>
            <dt>{t('shift.since')}</dt>
            <dd>{formatTime(shift.openedAt, language, timeZone)}</dd>
          </div>
          <div>
            <dt>{t('shift.holder')}</dt>
            <dd data-testid="shift-holder">{nameOf(shift.staffId)}</dd>
          </div>
          <div>
            <dt>{t('shift.float')}</dt>
            <dd>
              <Money amount={shift.float} />
            </dd>
          </div>
        </dl>
        <QrisWaiting shiftId={shift.shiftId} />
        <div className={styles.actions}>
          <Button
            size={56}
            icon={<IconArrowDown size={22} aria-hidden="true" />}
            data-testid="cash-in"
            onClick={() => setOpen('in')}
          >
            {t('shift.cashIn')}
          </Button>
          <Button
            size={56}
            icon={<IconArrowUp size={22} aria-hidden="true" />}
            data-testid="cash-out"
            onClick={() => setOpen('out')}
          >
            {t('shift.cashOut')}
          </Button>
          <Button
            size={56}
            icon={<IconReport size={22} aria-hidden="true" />}
            data-testid="x-report"
            onClick={() => void showReport()}
          >
            {t('shift.report')}
          </Button>
          <Button
            size={56}
            icon={<IconUsers size={22} aria-hidden="true" />}
            data-testid="handover"
            onClick={() => setOpen('handover')}
          >
            {t('shift.handover')}
          </Button>
        </div>
        <Button variant="primary" size={64} wide data-testid="shift-close" onClick={onClose}>
          {t('shift.close')}
        </Button>
      </PageSection>
      <Movements shiftId={shift.shiftId} />
      {sheet}
      {(open === 'in' || open === 'out') && <CashSheet direction={open} onClose={() => setOpen(null)} />}
      {open === 'handover' && <HandoverSheet holderId={shift.staffId} onClose={() => setOpen(null)} />}
      {report && (
        <Sheet title={t('report.x')} closeLabel={common('close')} onClose={() => setSums(null)}>
          <div className={styles.stack}>
            <ReportView report={report} unconfirmed={sums.unconfirmedQris} />
            <ReportPaper report={report} />
          </div>
        </Sheet>
      )}
    </>
  );
}

function QrisWaiting({ shiftId }: { shiftId: string }) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const load = useCallback(() => local.unconfirmedQris(shiftId), [local, shiftId]);
  const waiting = useFresh(load, queue);
  if (!waiting || waiting.count === 0) return null;
  return (
    <Link to="/qris" className={styles.note} data-testid="shift-qris">
      {t('shift.qrisWaiting', { count: waiting.count, amount: formatRupiah(waiting.amount) })}
    </Link>
  );
}

function Movements({ shiftId }: { shiftId: string }) {
  const { t } = useTranslation('day');
  const language = useLanguage();
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const nameOf = useStaffName();
  const load = useCallback(() => local.recentRecords('cashMovement', 100), [local]);
  const movements = useFresh(load, queue)?.filter(({ record }) => record.shiftId === shiftId);
  const timeZone = local.identity.get()?.outlet.timeZone;
  return (
    <PageSection title={t('shift.movements')}>
      {movements?.length === 0 && <p className={styles.hint}>{t('shift.noMovements')}</p>}
      <ul className={styles.list}>
        {movements?.map(({ record }) => (
          <li key={record.id} className={styles.row} data-testid="cash-movement">
            <span className={styles.name}>
              {t(record.direction === 'in' ? 'shift.cashIn' : 'shift.cashOut')} · {record.category}
            </span>
            <Money
              amount={record.direction === 'in' ? record.amount : -record.amount}
              className={styles.amount}
            />
            <span className={styles.detail}>
              {record.reason} · {nameOf(record.staffId)} · {formatTime(record.at, language, timeZone)}
            </span>
          </li>
        ))}
      </ul>
    </PageSection>
  );
}

function JustClosed({ closed, onDone }: { closed: ClosedShift; onDone: () => void }) {
  const { t } = useTranslation('day');
  const context = useReportContext();
  const { unsent } = closed.close;
  if (!context) return null;
  const report = zReport(closed, context);
  return (
    <PageSection title={t('shift.closed')}>
      {unsent > 0 && (
        <p className={styles.note} data-testid="closed-unsent">
          {t('shift.closedUnsent', { count: unsent })}
        </p>
      )}
      <ReportView report={report} />
      <ReportPaper report={report} />
      <Button variant="primary" size={56} wide data-testid="close-finished" onClick={onDone}>
        {t('shift.done')}
      </Button>
    </PageSection>
  );
}
