import { useTranslation } from 'react-i18next';
import type { ImportReport } from '../../../shared/catalogue/import-report.ts';
import { BarList } from '../../ui/bar-list.tsx';
import styles from './import-page.module.css';
import { number } from './use-products.ts';

const seconds = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1 });

/** The counts of a report as bars, and what else is worth knowing. */
export function ImportSummary({ report }: { report: ImportReport }) {
  const { t } = useTranslation('products');
  const { counts, file } = report;
  const KINDS = ['added', 'changed', 'unchanged', 'refused', 'warnings'] as const;
  const total = (count: number) => ({ count, total: number(count) });
  const facts = [
    report.replayed && t('imports.doneBefore'),
    file.encoding === 'windows-1252' && t('imports.encoding', { encoding: 'Windows-1252' }),
    file.ignoredColumns.length > 0 && t('imports.ignored', { columns: file.ignoredColumns.join(', ') }),
    counts.newCategories > 0 &&
      t('imports.newCategories', {
        ...total(counts.newCategories),
        names: `${report.newCategories.slice(0, 30).join(', ')}${counts.newCategories > 30 ? ' …' : ''}`,
      }),
    counts.withoutCategory > 0 && t('imports.withoutCategory', total(counts.withoutCategory)),
    counts.openingStock > 0 &&
      t('imports.openingStock', { ...total(counts.openingStock), outlet: report.outlet?.name ?? '' }),
  ].filter((fact) => fact !== false);
  return (
    <>
      <p role="status">
        {t('imports.rows', {
          ...total(counts.rows),
          seconds: seconds.format(Math.max(100, report.tookMs) / 1000),
        })}
      </p>
      <BarList
        label={t('imports.report')}
        items={KINDS.map((key) => ({
          key,
          label: t(`imports.${key}`),
          value: counts[key],
          text: number(counts[key]),
        }))}
      />
      {facts.length > 0 && (
        <ul className={styles.facts}>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
    </>
  );
}
