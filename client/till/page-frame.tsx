import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './page-frame.module.css';
import { SyncPill } from './sync-pill.tsx';

/** A page beside the till: a way back, a title, its sections. */
export function PageFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation('till');
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Link to="/" className={styles.back} aria-label={t('nav.till')} data-testid="back-to-till">
          <IconArrowLeft size={24} aria-hidden="true" />
          <span>{t('nav.till')}</span>
        </Link>
        <h1 className={styles.title}>{title}</h1>
        <SyncPill />
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}

/** A titled part of a page. */
export function PageSection({
  title,
  children,
  aside,
}: {
  title: string;
  children: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
