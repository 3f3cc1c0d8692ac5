import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <main>
      <EmptyState
        kind="search"
        title={t('notFound.title')}
        action={<Link to="/">{t('notFound.toTill')}</Link>}
      >
        {t('notFound.hint')}
      </EmptyState>
    </main>
  );
}
