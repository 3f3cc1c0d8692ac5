import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LocalError, type LocalStore } from '../local/types.ts';
import { openLocal } from '../till/open-device.ts';
import { RescueExport } from '../till/rescue-export.tsx';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import styles from './crash-screen.module.css';

/** A screen failed: says what is safe, and offers to go on and to save what is unsent. */
export function CrashScreen({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { t: till } = useTranslation('till');
  const [local, setLocal] = useState<LocalStore | null>(null);
  const storageBroken = error instanceof LocalError;
  const place = storageBroken && error.code === 'insecurePage' ? 'insecurePage' : 'storageBroken';
  useEffect(() => {
    if (storageBroken) return;
    // Where even the store does not open there is nothing to export from.
    openLocal().then(setLocal, () => {});
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
        {local && local.queue.get().pending + local.queue.get().refused > 0 && (
          <section className={styles.rescue} aria-labelledby="crash-rescue">
            <h2 id="crash-rescue">{t('crash.rescueTitle')}</h2>
            <p>{t('crash.rescueHint')}</p>
            <RescueExport local={local} />
          </section>
        )}
        <details className={styles.detail}>
          <summary>{t('crash.detail')}</summary>
          <pre>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
        </details>
      </div>
    </main>
  );
}
