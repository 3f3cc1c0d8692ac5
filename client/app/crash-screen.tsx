import { type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LocalError } from '../local/types.ts';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import styles from './crash-screen.module.css';

/** What a crash offers for unsent records; the till keeps this code at hand, so that it is there when needed. */
export const loadCrashRescue = () => import('./crash-rescue.tsx');

/** A screen failed: says what is safe, and offers to go on and to save what is unsent. */
export function CrashScreen({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { t: till } = useTranslation('till');
  const [Rescue, setRescue] = useState<ComponentType | null>(null);
  const storageBroken = error instanceof LocalError;
  const place = storageBroken && error.code === 'insecurePage' ? 'insecurePage' : 'storageBroken';
  useEffect(() => {
    if (storageBroken) return;
    // Without its code, as without a store, there is nothing to offer.
    loadCrashRescue().then(
      (part) => setRescue(() => part.default),
      () => {},
    );
  }, [storageBroken]);
  useEffect(() => console.error(error), [error]);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo size={40} variant="full" />
        <h1 className={styles.title}>{storageBroken ? till(`${place}.title`) : t('crash.title')}</h1>
        <p>{storageBroken ? till(`${place}.hint`) : t('crash.safe')}</p>
        <Button variant="primary" size={56} onClick={() => location.reload()}>
          {t('crash.reload')}
        </Button>
        {Rescue && <Rescue />}
        <details className={styles.detail}>
          <summary>{t('crash.detail')}</summary>
          <pre>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
        </details>
      </div>
    </main>
  );
}
