import '../reports/books-texts.ts';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { Section } from '../frame/page.tsx';
import { PageLink } from '../page-link.tsx';
import { useTRPC } from '../trpc.ts';

/** Money that is somewhere else than it should be, each with the page where something can be done about it. */
export function MoneyAtRisk() {
  const { t } = useTranslation('books');
  const trpc = useTRPC();
  const { data: risk, isError } = useQuery(trpc.reports.moneyAtRisk.queryOptions());
  if (!risk)
    return isError ? null : (
      <Section title={t('risk.title')}>
        <Skeleton height={64} />
      </Section>
    );
  const { qris, debt, variances, flagged } = risk;
  const rows = [
    {
      to: '/owner/qris',
      search: {},
      count: qris.count,
      amount: qris.amount,
      name: 'risk.qris',
      hint: 'risk.qrisHint',
    },
    {
      to: '/owner/customers',
      search: { show: 'ageing' },
      count: debt.count,
      amount: debt.amount,
      name: 'risk.debt',
      hint: 'risk.debtHint',
    },
    {
      to: '/owner/shifts',
      search: {},
      count: variances.count,
      amount: variances.amount,
      name: 'risk.variances',
      hint: 'risk.variancesHint',
    },
    {
      to: '/owner/sales',
      search: { show: 'flagged' },
      count: flagged,
      amount: null,
      name: 'risk.flagged',
      hint: 'risk.flaggedHint',
    },
  ] as const;
  const waiting = rows.filter(({ count }) => count > 0);
  return (
    <Section title={t('risk.title')}>
      {waiting.length === 0 && <p className={list.detail}>{t('risk.none')}</p>}
      <ul className={list.list} data-testid="money-at-risk">
        {waiting.map(({ to, search, count, amount, name, hint }) => (
          <li key={to}>
            <PageLink to={to} search={search} className={list.press}>
              <span className={list.words}>
                <span className={list.name}>{t(name, { count })}</span>
                <span className={list.detail}>
                  {t(hint)}
                  {amount !== null && `: ${formatRupiah(amount)}`}
                </span>
              </span>
              <IconChevronRight size={20} aria-hidden="true" />
            </PageLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
