import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalStore } from '../local/types.ts';
import { openLocal } from '../till/open-device.ts';
import { RescueExport } from '../till/rescue-export.tsx';
import styles from './crash-screen.module.css';

/** Offers to save what is unsent; nothing where nothing waits. */
export default function CrashRescue() {
  const { t } = useTranslation();
  const [local, setLocal] = useState<LocalStore | null>(null);
  useEffect(() => {
    // Where even the store does not open there is nothing to export from.
    openLocal().then(setLocal, () => {});
  }, []);
  if (!local || local.queue.get().pending + local.queue.get().refused === 0) return null;
  return (
    <section className={styles.rescue} aria-labelledby="crash-rescue">
      <h2 id="crash-rescue">{t('crash.rescueTitle')}</h2>
      <p>{t('crash.rescueHint')}</p>
      <RescueExport local={local} />
    </section>
  );
}
