import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import { applyUpdate, updates } from '../local/updates.ts';
import { Button } from '../ui/button.tsx';
import styles from './update-prompt.module.css';

/** Offers a new version, but never while something is in the cart (S11). */
export function UpdatePrompt({ cartEmpty }: { cartEmpty: boolean }) {
  const { t } = useTranslation();
  const { waiting } = useStore(updates);
  const [later, setLater] = useState(false);
  if (!waiting || !cartEmpty || later) return null;
  return (
    <div className={styles.prompt} role="status" data-testid="update-prompt">
      <span className={styles.words}>{t('update.title')}</span>
      <Button onClick={() => setLater(true)}>{t('update.later')}</Button>
      <Button variant="primary" data-testid="update-apply" onClick={applyUpdate}>
        {t('update.apply')}
      </Button>
    </div>
  );
}
