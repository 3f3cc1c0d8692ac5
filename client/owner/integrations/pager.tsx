import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import hub from './hub.module.css';

type PagerProps = { page: number; pages: number; onPage: (page: number) => void };

/** Older and newer pages of a long list; nothing when one page holds all. */
export function Pager({ page, pages, onPage }: PagerProps) {
  const { t } = useTranslation('integrations');
  if (pages <= 1) return null;
  return (
    <nav className={hub.pager} aria-label={t('log.page', { page, pages })}>
      <Button disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t('log.newer')}
      </Button>
      <span role="status">{t('log.page', { page, pages })}</span>
      <Button disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {t('log.older')}
      </Button>
    </nav>
  );
}
