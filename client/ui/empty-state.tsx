import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './empty-state.module.css';

export type EmptyStateKind = 'products' | 'search' | 'cart' | 'sales' | 'people' | 'devices' | 'done';

export type EmptyStateProps = {
  kind: EmptyStateKind;
  title: string;
  /** What to do next, in a sentence. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

/** What stands where there is nothing yet: a drawing, what it means and the next thing to do. */
export function EmptyState({ kind, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={classNames(styles.empty, className)}>
      <svg viewBox="0 0 120 88" width="120" height="88" aria-hidden="true" className={styles.drawing}>
        <ellipse cx="60" cy="80" rx="46" ry="5" className={styles.ground} />
        {drawings[kind]}
      </svg>
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.words}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

const { line, thick, fill, warm } = styles;

const drawings: Record<EmptyStateKind, ReactNode> = {
  products: (
    <>
      <path className={line} d="M20 78V18M100 78V18M14 46h92M14 76h92" />
      <path className={warm} d="M30 44V30a5 5 0 0 1 10 0v14Z" />
      <path className={fill} d="M48 44V26h16v18Z" />
      <path className={line} d="M48 44V26h16v18ZM30 44V30a5 5 0 0 1 10 0v14Z" />
      <path className={line} strokeDasharray="4 5" d="M76 44V28h14v16M30 74V56h14v18M54 74V60h30v14" />
    </>
  ),
  search: (
    <>
      <circle cx="54" cy="40" r="25" className={fill} />
      <circle cx="54" cy="40" r="25" className={line} />
      <path className={thick} d="m73 58 18 18" />
      <path className={line} d="M45 33v14M51 33v14M56 33v14M63 33v14" />
    </>
  ),
  cart: (
    <>
      <path className={fill} d="M28 34h64l-7 42H35Z" />
      <path className={line} d="M28 34h64l-7 42H35ZM42 34C42 6 78 6 78 34" />
      <path className={warm} d="M46 50a14 14 0 0 0 28 0Z" />
      <path className={line} d="M46 50a14 14 0 0 0 28 0" />
    </>
  ),
  sales: (
    <>
      <path className={fill} d="M36 10h48v66l-8-5-8 5-8-5-8 5-8-5-8 5Z" />
      <path className={line} d="M36 10h48v66l-8-5-8 5-8-5-8 5-8-5-8 5Z" />
      <path className={line} d="M46 26h28M46 38h16M46 50h10" />
      <circle cx="72" cy="48" r="6" className={warm} />
      <circle cx="72" cy="48" r="6" className={line} />
    </>
  ),
  people: (
    <>
      <circle cx="46" cy="30" r="13" className={warm} />
      <circle cx="46" cy="30" r="13" className={line} />
      <path className={fill} d="M22 78c0-16 10-27 24-27s24 11 24 27Z" />
      <path className={line} d="M22 78c0-16 10-27 24-27s24 11 24 27ZM84 30v20M74 40h20" />
    </>
  ),
  devices: (
    <>
      <rect x="24" y="16" width="72" height="50" rx="6" className={fill} />
      <rect x="24" y="16" width="72" height="50" rx="6" className={line} />
      <path className={line} d="M50 66 46 79h28l-4-13M72 16v50M79 28h10M79 36h10" />
      <rect x="77" y="48" width="14" height="10" rx="2" className={warm} />
      <rect x="77" y="48" width="14" height="10" rx="2" className={line} />
    </>
  ),
  done: (
    <>
      <circle cx="60" cy="42" r="32" className={fill} />
      <circle cx="60" cy="42" r="32" className={line} />
      <path className={thick} d="m45 43 11 11 20-23" />
    </>
  ),
};
