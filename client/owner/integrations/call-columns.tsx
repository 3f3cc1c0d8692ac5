import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { dateTime } from '../times.ts';
import styles from './call-columns.module.css';

export interface CallSlot {
  at: number;
  total: number;
  failed: number;
}

const HOUR_MS = 3_600_000;
const [WIDTH, HEIGHT, GAP] = [300, 100, 0.15];

/** One slot for each step of time, also where nothing was called; steps are of an hour, or of a day for long times. */
export function callSlots(
  calls: readonly { hour: number; total: number; failed: number }[],
  hours: number,
  nowMs: number,
): CallSlot[] {
  const stepMs = hours > 48 ? 24 * HOUR_MS : HOUR_MS;
  const last = Math.floor(nowMs / stepMs) * stepMs;
  const count = Math.ceil((hours * HOUR_MS) / stepMs);
  const slots = Array.from({ length: count }, (_, at) => ({
    at: last - (count - 1 - at) * stepMs,
    total: 0,
    failed: 0,
  }));
  for (const { hour, total, failed } of calls) {
    const slot = slots[Math.floor((hour - (slots[0]?.at ?? 0)) / stepMs)];
    if (!slot) continue;
    slot.total += total;
    slot.failed += failed;
  }
  return slots;
}

/** Calls over time as columns, failures at their foot; the figures stand in a table for whoever can't see columns. */
export function CallColumns({ label, slots }: { label: string; slots: readonly CallSlot[] }) {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const largest = Math.max(1, ...slots.map(({ total }) => total));
  const step = WIDTH / Math.max(1, slots.length);
  const high = (count: number) => (count / largest) * HEIGHT;
  const sum = (of: (slot: CallSlot) => number) => slots.reduce((total, slot) => total + of(slot), 0);
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={styles.columns}
        aria-hidden="true"
      >
        {slots.map(({ at, total, failed }, index) => (
          <g key={at}>
            <title>{`${dateTime(at, language)}: ${total}`}</title>
            <rect
              className={styles.good}
              x={(index + GAP / 2) * step}
              width={step * (1 - GAP)}
              y={HEIGHT - high(total)}
              height={high(total - failed)}
            />
            <rect
              className={styles.failed}
              x={(index + GAP / 2) * step}
              width={step * (1 - GAP)}
              y={HEIGHT - high(failed)}
              height={high(failed)}
            />
          </g>
        ))}
      </svg>
      <div className={styles.ends} aria-hidden="true">
        <span>{slots[0] && dateTime(slots[0].at, language)}</span>
        <span>{slots.at(-1) && dateTime(slots.at(-1)?.at ?? 0, language)}</span>
      </div>
      <figcaption className={styles.ends}>
        {t('health.callsOf', { total: sum(({ total }) => total), failed: sum(({ failed }) => failed) })}
      </figcaption>
      <table className="visually-hidden">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('health.hour')}</th>
            <th scope="col">{t('health.calls')}</th>
            <th scope="col">{t('health.failed')}</th>
          </tr>
        </thead>
        <tbody>
          {slots
            .filter(({ total }) => total > 0)
            .map(({ at, total, failed }) => (
              <tr key={at}>
                <th scope="row">{dateTime(at, language)}</th>
                <td>{total}</td>
                <td>{failed}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  );
}
