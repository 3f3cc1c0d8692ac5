import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { useLanguage } from '../../app/use-language.ts';
import { formatRupiah, formatRupiahBare } from '../../ui/format-rupiah.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import form from '../frame/form.module.css';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import styles from '../sales/sales-page.module.css';
import { dateTime } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { VariancePill } from './variance-pill.tsx';

type Shift = inferRouterOutputs<AppRouter>['shifts']['get'];
type ShiftSheetProps = {
  shiftId: string;
  zoneOf: (outletId: string) => string | undefined;
  onClose: () => void;
};

/** One shift: its X or Z report, the drawer's difference, cash movements, handovers and what arrived late (S13). */
export function ShiftSheet({ shiftId, zoneOf, onClose }: ShiftSheetProps) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const { data: shift, isError, error, refetch } = useQuery(trpc.shifts.get.queryOptions({ shiftId }));
  return (
    <Sheet
      title={shift ? t('shifts.one', { number: shift.shiftNo, device: shift.deviceName }) : t('shifts.title')}
      closeLabel={owner('form.close')}
      onClose={onClose}
      placement="side"
    >
      {!shift &&
        (isError ? <LoadProblem error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />)}
      {shift && (
        <div className={form.form} data-testid="shift-detail">
          <Drawer shift={shift} timeZone={zoneOf(shift.outletId)} />
          <Figures shift={shift} />
          <Movements shift={shift} timeZone={zoneOf(shift.outletId)} />
          <Late shift={shift} timeZone={zoneOf(shift.outletId)} />
        </div>
      )}
    </Sheet>
  );
}

type PartProps = { shift: Shift; timeZone: string | undefined };

function Drawer({ shift, timeZone }: PartProps) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const { close } = shift;
  const expected = close?.expected ?? shift.expected;
  return (
    <section className={styles.part}>
      <h3>{close ? t('shifts.z') : t('shifts.x')}</h3>
      <dl className={styles.sums}>
        <Row name={t('shifts.openedAt')}>
          {dateTime(shift.openedAt, language, timeZone)} {by(shift.staffName)}
        </Row>
        {close && (
          <Row name={t('shifts.closedAt')}>
            {dateTime(close.occurredAt, language, timeZone)} {by(close.staffName)}
          </Row>
        )}
        <Row name={t('shifts.float')}>{formatRupiah(shift.float)}</Row>
        {expected !== null && <Row name={t('shifts.expected')}>{formatRupiah(expected)}</Row>}
        {close && <Row name={t('shifts.counted')}>{formatRupiah(close.counted)}</Row>}
      </dl>
      <span className={list.pills}>
        <VariancePill variance={close?.variance ?? null} />
      </span>
      {close && Object.keys(close.denominations).length > 0 && (
        <p className={form.hint}>
          {Object.entries(close.denominations)
            .filter(([, count]) => count > 0)
            .sort(([a], [b]) => Number(b) - Number(a))
            .map(([value, count]) => t('shifts.pieces', { count, value: formatRupiahBare(Number(value)) }))
            .join(', ')}
        </p>
      )}
      {close?.note && (
        <p>
          {t('shifts.note')}: {close.note}
        </p>
      )}
      {close && close.unsent > 0 && (
        <p className={form.hint}>{t('shifts.unsent', { count: close.unsent })}</p>
      )}
    </section>
  );

  function by(name: string | null) {
    return name ? t('shifts.by', { name }) : '';
  }
}

function Figures({ shift }: { shift: Shift }) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const totals = shift.close?.totals ?? shift.totals;
  const rows = [
    [`${t('shifts.rows.sales')} (${totals.saleCount})`, totals.sales],
    [`${t('shifts.rows.refunds')} (${totals.refundCount})`, 0 - totals.refunds],
    [t('shifts.rows.discounts'), totals.discounts],
    [t('shifts.rows.tax'), totals.tax],
    [t('shifts.rows.serviceCharge'), totals.serviceCharge],
    [t('shifts.rows.rounding'), totals.rounding],
  ] as const;
  const methods = Object.entries(totals.byMethod) as [keyof typeof totals.byMethod, number][];
  return (
    <>
      <section className={styles.part}>
        <h3>{t('shifts.takings')}</h3>
        <p className={form.hint}>{shift.close ? t('shifts.ownFigures') : t('shifts.serverFigures')}</p>
        <dl className={styles.sums}>
          {rows.map(([name, amount]) => (
            <Row key={name} name={name}>
              {formatRupiah(amount)}
            </Row>
          ))}
          <Row name={t('shifts.rows.voids')}>{totals.voidCount}</Row>
        </dl>
      </section>
      {methods.length > 0 && (
        <section className={styles.part}>
          <h3>{t('shifts.byMethod')}</h3>
          <dl className={styles.sums}>
            {methods.map(([method, amount]) => (
              <Row key={method} name={owner(`sales.methods.${method}`)}>
                {formatRupiah(amount)}
              </Row>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

function Movements({ shift, timeZone }: PartProps) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  return (
    <>
      <section className={styles.part}>
        <h3>{t('shifts.movements')}</h3>
        {shift.cashMovements.length === 0 && <p className={form.hint}>{t('shifts.noMovements')}</p>}
        <ul className={list.list}>
          {shift.cashMovements.map((move) => (
            <Item
              key={move.id}
              name={move.category}
              detail={[dateTime(move.occurredAt, language, timeZone), move.staffName, move.reason]}
              end={formatRupiah(move.direction === 'in' ? move.amount : -move.amount)}
            />
          ))}
        </ul>
      </section>
      {shift.handovers.length > 0 && (
        <section className={styles.part}>
          <h3>{t('shifts.handovers')}</h3>
          <ul className={list.list}>
            {shift.handovers.map((one) => (
              <Item
                key={one.id}
                name={t('shifts.handover', {
                  from: one.fromName ?? owner('sales.unknownStaff'),
                  to: one.toName ?? owner('sales.unknownStaff'),
                })}
                detail={[dateTime(one.occurredAt, language, timeZone)]}
                end={one.counted === null ? '' : formatRupiah(one.counted)}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Late({ shift, timeZone }: PartProps) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  if (shift.lateArrivals.length === 0 || !shift.close) return null;
  return (
    <section className={styles.part}>
      <h3>{t('shifts.lateTitle')}</h3>
      <p className={form.hint}>{t('shifts.lateHint')}</p>
      <ul className={list.list} data-testid="late-arrivals">
        {shift.lateArrivals.map((one) => (
          <Item
            key={one.id}
            name={[t(`shifts.kinds.${one.kind}`), one.receiptNumber].filter(Boolean).join(' ')}
            detail={[dateTime(one.occurredAt, language, timeZone)]}
            end={formatRupiah(one.amount)}
          />
        ))}
      </ul>
    </section>
  );
}

function Item({ name, detail, end }: { name: string; detail: (string | null)[]; end: string }) {
  return (
    <li className={list.item}>
      <span className={list.words}>
        <span className={list.name}>{name}</span>
        <span className={list.detail}>{detail.filter(Boolean).join(' · ')}</span>
      </span>
      <span>{end}</span>
    </li>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
