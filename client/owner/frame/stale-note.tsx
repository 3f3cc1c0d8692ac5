import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { timeOfDay } from '../times.ts';
import styles from './stale-note.module.css';

interface Followed {
  isError: boolean;
  failureCount: number;
  fetchStatus: 'fetching' | 'paused' | 'idle';
  dataUpdatedAt: number;
}

/** Says that what is shown is old because the server can't be reached; nothing otherwise. */
export function StaleNote({ query }: { query: Followed }) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const cutOff = query.isError || query.failureCount > 0 || query.fetchStatus === 'paused';
  return (
    <div role="status" className={styles.note}>
      {cutOff && query.dataUpdatedAt > 0
        ? t('problem.stale', { time: timeOfDay(query.dataUpdatedAt, language) })
        : null}
    </div>
  );
}
