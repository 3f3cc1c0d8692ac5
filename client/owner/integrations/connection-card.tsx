import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import list from '../frame/list.module.css';
import { PageLink } from '../page-link.tsx';
import { date, timeAgo } from '../times.ts';
import { useNow } from '../use-now.ts';
import { ConnectionPills } from './connection-pills.tsx';
import hub from './hub.module.css';
import { CONNECTION_PAGE, type Connection } from './hub-types.ts';
import { useWords } from './use-words.ts';

type ConnectionCardProps = { connection: Connection; outletName: string | undefined };

/** A connection in the list: what it is, how it stands, whose it is and what it serves. */
export function ConnectionCard({ connection, outletName }: ConnectionCardProps) {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const words = useWords();
  const now = useNow(30_000);
  const { lastTest, expiresAt, serves, inherited } = connection;
  const source =
    connection.outletId === null
      ? t(inherited ? 'source.inherited' : 'source.shop')
      : t('source.outlet', { name: outletName ?? '' });
  const uses = [...new Set(serves.map(({ feature, position }) => `${position > 0} ${feature}`))].map(
    (use) => {
      const [fallback, feature = ''] = use.split(' ');
      return t(`serves.${fallback === 'true' ? 'fallback' : 'primary'}`, { feature: words.feature(feature) });
    },
  );
  return (
    <li>
      <PageLink
        to={CONNECTION_PAGE}
        search={{ id: connection.id }}
        className={hub.card}
        data-testid="connection"
      >
        <span className={list.words}>
          <span className={list.name}>{connection.label}</span>
          <span className={list.detail}>{[words.said(connection.title), source].join(' · ')}</span>
        </span>
        <ConnectionPills connection={connection} />
        <span className={list.words}>
          <span className={list.detail}>{uses.length > 0 ? uses.join(' · ') : t('servesNothing')}</span>
          <span className={list.detail}>
            {lastTest
              ? t('lastTest', {
                  when: timeAgo(lastTest.at, now, language),
                  verdict: words.verdict(lastTest.verdict),
                })
              : t('neverTested')}
          </span>
          {expiresAt !== null && (
            <span className={list.detail}>{t('expires', { date: date(expiresAt, language) })}</span>
          )}
        </span>
      </PageLink>
    </li>
  );
}
