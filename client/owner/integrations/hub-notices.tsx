import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import list from '../frame/list.module.css';
import { Section } from '../frame/page.tsx';
import { PageLink } from '../page-link.tsx';
import { dateTime } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import { CONNECTION_PAGE } from './hub-types.ts';

const CODES = ['failing', 'keys', 'recovered', 'expires'] as const;

/** What changed for the worse or the better since the owner last looked; nothing when nothing did. */
export function HubNotices() {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notices = useQuery(trpc.integrations.notices.list.queryOptions({ unreadOnly: true, limit: 20 }));
  const read = useMutation(
    trpc.integrations.notices.read.mutationOptions({
      onError: useFailure(),
      onSuccess: () => queries.invalidateQueries(trpc.integrations.notices.pathFilter()),
    }),
  );
  const rows = notices.data?.filter(({ connectionId }) => connectionId !== null) ?? [];
  if (rows.length === 0) return null;
  return (
    <Section
      title={t('notices.title')}
      aside={
        <Button busy={read.isPending} onClick={() => read.mutate({ ids: rows.map(({ id }) => id) })}>
          {t('notices.read')}
        </Button>
      }
    >
      <ul className={list.list}>
        {rows.map(({ id, at, code, connectionId, values }) => {
          const known = CODES.find((one) => code === `connection.${one}`) ?? 'other';
          return (
            <li key={id}>
              <PageLink to={CONNECTION_PAGE} search={{ id: connectionId ?? '' }} className={list.press}>
                <span className={list.words}>
                  <span className={list.name}>
                    {t(`notices.codes.${known}`, { label: values.label ?? '' })}
                  </span>
                  <span className={list.detail}>{dateTime(at, language)}</span>
                </span>
              </PageLink>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
