import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './waiting.module.css';

/** What stands while a page's code or the first answer is on its way. */
export function Waiting() {
  const { t } = useTranslation('owner');
  return (
    <div className={styles.waiting} role="status">
      <span className="visually-hidden">{t('loading')}</span>
      <Skeleton width="45%" height={28} />
      <Skeleton height={120} />
      <Skeleton height={64} />
      <Skeleton height={64} />
    </div>
  );
}
