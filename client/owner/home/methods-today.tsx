import '../reports/books-texts.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BarList } from '../../ui/bar-list.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { LinkButton } from '../frame/link-button.tsx';
import { dateIn } from '../reports/period.ts';
import { useTRPC } from '../trpc.ts';
import { useNow } from '../use-now.ts';
import styles from './home-page.module.css';

/** How today's money came, and the way to everything else about it. */
export function MethodsToday() {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const { data } = useTakingsToday();
  return (
    <>
      {data && data.byMethod.length > 0 && (
        <>
          <h3 className={styles.part}>{t('reports.byMethod')}</h3>
          <BarList
            label={t('reports.byMethod')}
            items={data.byMethod.map(({ method, amount }) => ({
              key: method,
              label: owner(`sales.methods.${method}`),
              value: amount,
              text: formatRupiah(amount),
            }))}
          />
        </>
      )}
      <LinkButton to="/owner/reports">{t('reports.title')}</LinkButton>
    </>
  );
}

/** Takings of today, by the clock of the first outlet. */
export function useTakingsToday() {
  const trpc = useTRPC();
  const now = useNow(60_000);
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const today = dateIn(outlets.data?.[0]?.timeZone, now);
  return useQuery(
    trpc.reports.takings.queryOptions(
      { from: today, until: today },
      { enabled: outlets.data !== undefined, placeholderData: (before) => before },
    ),
  );
}
