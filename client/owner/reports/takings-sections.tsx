import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../app/preferences.ts';
import { useLanguage } from '../../app/use-language.ts';
import { BarList } from '../../ui/bar-list.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import { HourBars } from '../home/hour-bars.tsx';
import sales from '../sales/sales-page.module.css';
import { Columns } from './columns.tsx';
import { percentText } from './percent-text.ts';
import { daysOf } from './period.ts';
import styles from './reports-page.module.css';
import { type Range, type Takings, useTakings } from './use-reports.ts';

/** Takings in figures and drawn: by day or hour, outlet and method, and what is in them. */
export function TakingsSections({ range }: { range: Range }) {
  const { t } = useTranslation('books');
  const report = useTakings(range);
  if (!report.data)
    return (
      <Section title={t('reports.takings')}>
        {report.isError ? (
          <LoadProblem error={report.error} onRetry={() => void report.refetch()} />
        ) : (
          <>
            <Skeleton width="60%" height={44} />
            <Skeleton height={164} />
            <Skeleton height={96} />
          </>
        )}
      </Section>
    );
  const { data } = report;
  return (
    <div className={classNames(styles.columns, report.isPlaceholderData && styles.old)}>
      <Section title={t('reports.takings')}>
        <StaleNote query={report} />
        <Headline data={data} />
        <Drawn data={data} range={range} />
      </Section>
      <Parts data={data} />
    </div>
  );
}

function Headline({ data }: { data: Takings }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const { total, before } = data;
  const days = daysText(data.beforeFrom, data.beforeUntil, language);
  const values = { days, amount: formatRupiah(before.net) };
  return (
    <>
      <div className={styles.figures}>
        <Money amount={total.net} size="huge" data-testid="report-net" data-amount={total.net} />
        <Change now={total.net} before={before.net} />
      </div>
      <p className={styles.hint}>
        {t('reports.sales', { count: total.saleCount })}
        {total.saleCount > 0 &&
          ` · ${t('reports.average', { amount: formatRupiah(Math.round(total.sales / total.saleCount)) })}`}
        {' · '}
        {data.cutAt === null ? t('reports.against', values) : t('reports.againstSoFar', values)}
      </p>
    </>
  );
}

function Change({ now, before }: { now: number; before: number }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  if (before <= 0) return now > 0 ? <Pill>{t('reports.fromNothing')}</Pill> : null;
  const percent = percentText(Math.abs(now - before) / before, language);
  if (now === before) return <Pill>{t('reports.same')}</Pill>;
  return now > before ? (
    <Pill tone="ok">{t('reports.more', { percent })}</Pill>
  ) : (
    <Pill tone="calm">{t('reports.less', { percent })}</Pill>
  );
}

function Drawn({ data, range }: { data: Takings; range: Range }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  if (data.total.saleCount === 0 && data.total.refundCount === 0)
    return (
      <EmptyState kind="sales" title={t('reports.nothing')}>
        {t('reports.nothingHint')}
      </EmptyState>
    );
  const days = daysOf(range);
  return (
    <>
      {days.length > 1 && (
        <>
          <h3 className={styles.part}>{t('reports.byDay')}</h3>
          <Columns
            label={t('reports.byDay')}
            columns={days.map((day) => ({
              key: day,
              label: daysText(day, day, language),
              amount: data.days.reduce((sum, one) => (one.day === day ? sum + one.net : sum), 0),
            }))}
          />
        </>
      )}
      <h3 className={styles.part}>{t('reports.byHour')}</h3>
      <HourBars byHour={data.byHour} />
    </>
  );
}

function Parts({ data }: { data: Takings }) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const { total, late } = data;
  const rows = [
    { name: t('reports.rows.sales'), amount: total.sales },
    { name: t('reports.rows.refunds'), amount: 0 - total.refunds },
    { name: t('reports.takings'), amount: total.net, strong: true },
    { name: t('reports.rows.discounts'), amount: total.discounts },
    { name: t('reports.rows.tax'), amount: total.tax },
    { name: t('reports.rows.serviceCharge'), amount: total.serviceCharge },
    { name: t('reports.rows.rounding'), amount: total.rounding },
  ];
  return (
    <Section title={t('reports.detail')}>
      <dl className={sales.sums} data-testid="report-rows">
        {rows.map(({ name, amount, strong }) => (
          <Row key={name} name={name} strong={strong ?? false}>
            {formatRupiah(amount)}
          </Row>
        ))}
        <Row name={t('reports.rows.voids')}>{t('reports.times', { count: total.voidCount })}</Row>
        {late.count > 0 && (
          <Row name={t('reports.rows.late')}>
            {t('reports.times', { count: late.count })} · {formatRupiah(late.amount)}
          </Row>
        )}
      </dl>
      {late.count > 0 && <p className={styles.hint}>{t('reports.lateHint')}</p>}
      {data.byOutlet.length > 1 && (
        <>
          <h3 className={styles.part}>{t('reports.byOutlet')}</h3>
          <BarList
            label={t('reports.byOutlet')}
            items={data.byOutlet.map(({ outletId, name, net, saleCount, before }) => ({
              key: outletId,
              label: name,
              value: net,
              text: formatRupiah(net),
              detail: `${t('reports.sales', { count: saleCount })} · ${t('reports.before', { amount: formatRupiah(before) })}`,
            }))}
          />
        </>
      )}
      {data.byMethod.length > 0 && (
        <>
          <h3 className={styles.part}>{t('reports.byMethod')}</h3>
          <BarList
            label={t('reports.byMethod')}
            items={data.byMethod.map(({ method, amount, before }) => ({
              key: method,
              label: owner(`sales.methods.${method}`),
              value: amount,
              text: formatRupiah(amount),
              detail: t('reports.before', { amount: formatRupiah(before) }),
            }))}
          />
        </>
      )}
    </Section>
  );
}

function Row({ name, strong = false, children }: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <>
      <dt className={strong ? sales.total : undefined}>{name}</dt>
      <dd className={strong ? sales.total : undefined}>{children}</dd>
    </>
  );
}

/** `3 Nov`, `3–9 Nov` of dates of a calendar, which have no zone. */
function daysText(from: string, until: string, language: Language): string {
  const words = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return from === until
    ? words.format(Date.parse(from))
    : words.formatRange(Date.parse(from), Date.parse(until));
}
