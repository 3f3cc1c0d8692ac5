import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LinkButton } from '../frame/link-button.tsx';
import list from '../frame/list.module.css';
import { Section } from '../frame/page.tsx';
import { PageLink } from '../page-link.tsx';
import { dateTime } from '../times.ts';
import { useTRPC } from '../trpc.ts';

/** Refused records and the latest flagged sales. */
export function Attention() {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const refused = useQuery(trpc.sales.refused.list.queryOptions({ limit: 200 }));
  const flagged = useQuery(trpc.sales.list.queryOptions({ flaggedOnly: true, limit: 3 }));
  if (!refused.data || !flagged.data)
    return refused.isError || flagged.isError ? null : (
      <Section title={t('home.attention')}>
        <Skeleton height={48} />
      </Section>
    );
  const allWell = refused.data.length === 0 && flagged.data.sales.length === 0;
  return (
    <Section title={t('home.attention')}>
      {allWell && <p className={list.detail}>{t('home.allWell')}</p>}
      <ul className={list.list}>
        {refused.data.length > 0 && (
          <li>
            <PageLink to="/owner/sales" search={{ show: 'refused' }} className={list.press}>
              <span className={list.words}>
                <span className={list.name}>{t('home.refused', { count: refused.data.length })}</span>
                <span className={list.detail}>{t('home.refusedHint')}</span>
              </span>
              <IconChevronRight size={20} aria-hidden="true" />
            </PageLink>
          </li>
        )}
        {flagged.data.sales.map((sale) => (
          <li key={sale.id}>
            <PageLink to="/owner/sales" search={{ show: 'flagged', sale: sale.id }} className={list.press}>
              <span className={list.words}>
                <span className={list.name}>{sale.receiptNumber}</span>
                <span className={list.detail}>
                  {dateTime(sale.occurredAt, language)} · <Money amount={sale.total} />
                </span>
              </span>
              {sale.flags[0] && <Pill tone="warning">{t(`sales.flagNames.${sale.flags[0]}`)}</Pill>}
            </PageLink>
          </li>
        ))}
      </ul>
      {flagged.data.nextCursor !== null && (
        <LinkButton to="/owner/sales" search={{ show: 'flagged' }}>
          {t('home.allFlagged')}
        </LinkButton>
      )}
    </Section>
  );
}
