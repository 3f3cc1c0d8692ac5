import type { ReactNode } from 'react';
import { Logo } from '../../ui/logo.tsx';
import styles from './entry-frame.module.css';

/** A single card on an empty page: signing in, setting up, choosing a password. */
export function EntryFrame({ children }: { children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.logo}>
        <Logo size={44} variant="full" />
      </div>
      <div className={styles.card}>{children}</div>
    </main>
  );
}
