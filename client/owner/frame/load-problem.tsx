import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { sentenceFor } from '../trpc.ts';

/** Nothing could be shown at all: why, and another try. */
export function LoadProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  return (
    <div role="alert">
      <EmptyState
        kind="search"
        title={t('problem.title')}
        action={<Button onClick={onRetry}>{t('problem.retry')}</Button>}
      >
        {sentenceFor(error, language)}
      </EmptyState>
    </div>
  );
}
