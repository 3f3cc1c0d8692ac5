import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { BarList } from '../../ui/bar-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { timeAgo } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { useNow } from '../use-now.ts';

const AGES = ['days30', 'days60', 'days90', 'older'] as const;

/** How old what customers owe is; the oldest first. */
export function DebtAges({ onOpen }: { onOpen: (customerId: string) => void }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const now = useNow(60_000);
  const trpc = useTRPC();
  const ages = useQuery(trpc.reports.debtAges.queryOptions());
  if (!ages.data)
    return ages.isError ? (
      <LoadProblem error={ages.error} onRetry={() => void ages.refetch()} />
    ) : (
      <Skeleton height={320} />
    );
  if (ages.data.length === 0)
    return (
      <EmptyState kind="done" title={t('customers.ageingEmpty')}>
        {t('customers.ageingEmptyHint')}
      </EmptyState>
    );
  const total = ages.data.reduce((sum, one) => sum + one.debt, 0);
  return (
    <>
      <Section title={formatRupiah(total)}>
        <BarList
          label={t('customers.ageing')}
          items={AGES.map((age, at) => {
            const value = ages.data.reduce((sum, one) => sum + (one.ages[at] ?? 0), 0);
            return { key: age, label: t(`customers.ages.${age}`), value, text: formatRupiah(value) };
          })}
        />
      </Section>
      <Section title={t('customers.title')}>
        <ul className={list.list} data-testid="debt-ages">
          {ages.data.map((one) => (
            <li key={one.customerId}>
              <button type="button" className={list.press} onClick={() => onOpen(one.customerId)}>
                <span className={list.words}>
                  <span className={list.name}>{one.name || t('customers.nameless')}</span>
                  <span className={list.detail}>
                    {t('customers.oldest', { when: timeAgo(one.oldestAt, now, language) })}
                  </span>
                </span>
                <span className={list.name}>{formatRupiah(one.debt)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
