import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import people from '../staff/staff-page.module.css';
import { dateTime } from '../times.ts';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import { useDeedWords } from './use-deed-words.ts';

/** Who did what to people, devices, products and settings. */
export default function AuditPage() {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const words = useDeedWords();
  const log = useInfiniteQuery({
    queryKey: [...trpc.accounts.audit.pathKey(), 'pages'],
    queryFn: ({ pageParam }) => client.accounts.audit.list.query({ before: pageParam, limit: 50 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ before }) => before,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Page
      title={t('audit.title')}
      intro={t('audit.intro')}
      back={{ to: '/owner/more', label: t('nav.more') }}
    >
      <StaleNote query={log} />
      {!log.data &&
        (log.isError ? (
          <LoadProblem error={log.error} onRetry={() => void log.refetch()} />
        ) : (
          <Skeleton height={320} />
        ))}
      {log.data && entries.length === 0 && <EmptyState kind="people" title={t('audit.empty')} />}
      {entries.length > 0 && (
        <ul className={people.people}>
          {entries.map((deed) => (
            <li key={deed.id} className={list.item}>
              <span className={list.words}>
                <span className={list.name}>{words.what(deed)}</span>
                <span className={list.detail}>
                  {dateTime(deed.at, language)} · {words.who(deed)}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {log.hasNextPage && (
        <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('form.more')}
        </Button>
      )}
    </Page>
  );
}
