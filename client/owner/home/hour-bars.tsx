import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import styles from './hour-bars.module.css';

const LABELLED = [0, 6, 12, 18, 23];

/** A day's sales in 24 bars; the figures stand in a table for whoever can't see bars. */
export function HourBars({ byHour }: { byHour: readonly number[] }) {
  const { t } = useTranslation('owner');
  const largest = Math.max(1, ...byHour);
  const busiest = byHour.indexOf(Math.max(...byHour));
  return (
    <figure className={styles.figure}>
      <div className={styles.bars} aria-hidden="true">
        {byHour.map((amount, hour) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour
            key={hour}
            className={styles.slot}
            title={`${clock(hour)}–${clock(hour + 1)}: ${formatRupiah(amount)}`}
          >
            <div
              className={classNames(
                styles.bar,
                amount === 0 && styles.none,
                hour === busiest && styles.busiest,
              )}
              style={{ height: `${(amount / largest) * 100}%` }}
            />
            {LABELLED.includes(hour) && <span className={styles.hour}>{clock(hour)}</span>}
          </div>
        ))}
      </div>
      <figcaption className={styles.caption}>
        {t('home.busiest', {
          from: clock(busiest),
          to: clock(busiest + 1),
          amount: formatRupiah(byHour[busiest] ?? 0),
        })}
      </figcaption>
      <table className="visually-hidden">
        <caption>{t('home.byHour')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('home.hour')}</th>
            <th scope="col">{t('home.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {byHour.map((amount, hour) =>
            amount === 0 ? null : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour
              <tr key={hour}>
                <th scope="row">{clock(hour)}</th>
                <td>{formatRupiah(amount)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </figure>
  );
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, '0')}.00`;
}
