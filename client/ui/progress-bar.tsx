import { useId } from 'react';
import styles from './progress-bar.module.css';

export type ProgressBarProps = {
  label: string;
  /** 0 … 1; without it the end is not known. */
  value?: number;
  /** What stands at the right, e.g. "2.000 dari 5.134"; read to screen readers instead of a bare percentage. */
  detail?: string;
};

/** How far long work has come. */
export function ProgressBar({ label, value, detail }: ProgressBarProps) {
  const labelId = useId();
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <span id={labelId}>{label}</span>
        {detail && <span className={styles.detail}>{detail}</span>}
      </div>
      <div
        role="progressbar"
        aria-labelledby={labelId}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={detail}
        className={styles.track}
      >
        {percent === undefined ? (
          <div className={styles.running} />
        ) : (
          <div className={styles.fill} style={{ width: `${percent}%` }} />
        )}
      </div>
    </div>
  );
}
