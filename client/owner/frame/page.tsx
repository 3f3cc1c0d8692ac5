import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageLink } from '../page-link.tsx';
import styles from './page.module.css';
import { usePageTitle } from './use-page-title.ts';

type PageProps = {
  title: string;
  intro?: ReactNode;
  /** the one thing to do on this page */
  action?: ReactNode;
  /** a page below another one names the way back */
  back?: { to: string; label: string };
  children: ReactNode;
};

let shownBefore = false;

/** A page of the back office. A page that follows another takes the focus, so that it is read from its title. */
export function Page({ title, intro, action, back, children }: PageProps) {
  const { t } = useTranslation('owner');
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  useEffect(() => {
    if (shownBefore) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    shownBefore = true;
  }, []);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        {back && (
          <PageLink to={back.to} className={styles.back} aria-label={t('nav.backTo', { page: back.label })}>
            <IconArrowLeft size={24} aria-hidden="true" />
          </PageLink>
        )}
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {action && <div className={styles.action}>{action}</div>}
      </header>
      {intro && <p className={styles.intro}>{intro}</p>}
      {children}
    </div>
  );
}

type SectionProps = { title: string; aside?: ReactNode; children: ReactNode; plain?: boolean };

/** A titled part of a page, on a card unless `plain`. */
export function Section({ title, aside, children, plain = false }: SectionProps) {
  return (
    <section className={plain ? styles.plain : styles.section}>
      <div className={styles.sectionHeader}>
        <h2 className={styles.sectionTitle}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
