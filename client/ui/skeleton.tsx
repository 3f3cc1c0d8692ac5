import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';

export type SkeletonProps = {
  width?: number | string;
  height?: number | string;
  className?: string;
};

/** Holds the place of something that is still being read, so that nothing jumps. Silent for screen readers. */
export function Skeleton({ width = '100%', height = '1em', className }: SkeletonProps) {
  return (
    <span aria-hidden="true" className={classNames(styles.skeleton, className)} style={{ width, height }} />
  );
}
