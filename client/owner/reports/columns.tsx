import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import styles from './columns.module.css';

type ColumnsProps = {
  label: string;
  columns: readonly { key: string; label: string; amount: number }[];
};

/** Amounts of some days as columns; the figures stand in a table for whoever can't see columns. */
export function Columns({ label, columns }: ColumnsProps) {
  const { t } = useTranslation('books');
  const largest = Math.max(1, ...columns.map(({ amount }) => amount));
  const best = columns.reduce<ColumnsProps['columns'][number] | undefined>(
    (most, column) => (most && most.amount >= column.amount ? most : column),
    undefined,
  );
  return (
    <figure className={styles.figure}>
      <div className={styles.columns} aria-hidden="true">
        {columns.map((column) => (
          <div
            key={column.key}
            className={classNames(
              styles.column,
              column.amount <= 0 && styles.none,
              column === best && styles.best,
            )}
            style={{ height: `${(Math.max(0, column.amount) / largest) * 100}%` }}
            title={`${column.label}: ${formatRupiah(column.amount)}`}
          />
        ))}
      </div>
      <div className={styles.ends} aria-hidden="true">
        <span>{columns[0]?.label}</span>
        <span>{columns.at(-1)?.label}</span>
      </div>
      <figcaption className={styles.caption}>
        {best && best.amount > 0
          ? t('reports.bestDay', { day: best.label, amount: formatRupiah(best.amount) })
          : null}
      </figcaption>
      <table className="visually-hidden">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('reports.day')}</th>
            <th scope="col">{t('reports.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ key, label: day, amount }) => (
            <tr key={key}>
              <th scope="row">{day}</th>
              <td>{formatRupiah(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
