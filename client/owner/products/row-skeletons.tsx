import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './products-page.module.css';

/** Rows still on their way. */
export function RowSkeletons({ rows }: { rows: number }) {
  return (
    <div className={styles.skeletons}>
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all alike
        <Skeleton key={at} height={64} />
      ))}
    </div>
  );
}
