import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useShop } from '../account.ts';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import people from '../staff/staff-page.module.css';
import { useTRPC } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { OutletSheet } from './outlet-sheet.tsx';
import { zoneName } from './time-zones.ts';

/** The shop's places; only the owner changes them. */
export default function OutletsPage() {
  const { t } = useTranslation('owner');
  const trpc = useTRPC();
  const go = useGo();
  const { path, query } = usePage();
  const { role } = useShop();
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const isOwner = role === 'owner';
  const editing = outlets.data?.find(({ id }) => id === query.outlet);
  return (
    <Page
      title={t('outlets.title')}
      intro={isOwner ? t('outlets.intro') : t('outlets.ownerOnly')}
      back={{ to: '/owner/more', label: t('nav.more') }}
      action={
        isOwner && (
          <Button
            variant="primary"
            icon={<IconPlus size={20} aria-hidden="true" />}
            onClick={() => void go(path, { search: { add: '1' } })}
          >
            {t('outlets.add')}
          </Button>
        )
      }
    >
      <StaleNote query={outlets} />
      {!outlets.data &&
        (outlets.isError ? (
          <LoadProblem error={outlets.error} onRetry={() => void outlets.refetch()} />
        ) : (
          <Skeleton height={160} />
        ))}
      {outlets.data && (
        <ul className={people.people}>
          {outlets.data.map((outlet) => {
            const words = (
              <>
                <span className={list.words}>
                  <span className={list.name}>{outlet.name}</span>
                  <span className={list.detail}>{outlet.address || t('outlets.noAddress')}</span>
                </span>
                <span className={list.pills}>
                  {!outlet.active && <Pill>{t('outlets.inactive')}</Pill>}
                  <span className={list.detail}>
                    {outlet.code} · {zoneName(outlet.timeZone)}
                  </span>
                </span>
              </>
            );
            return (
              <li key={outlet.id} className={isOwner ? undefined : list.item}>
                {isOwner ? (
                  <button
                    type="button"
                    className={list.press}
                    onClick={() => void go(path, { search: { outlet: outlet.id } })}
                  >
                    {words}
                  </button>
                ) : (
                  words
                )}
              </li>
            );
          })}
        </ul>
      )}
      {isOwner && (query.add === '1' || editing) && (
        <OutletSheet
          key={editing?.id ?? 'new'}
          outlet={editing ?? null}
          onClose={() => void go(path, { replace: true })}
        />
      )}
    </Page>
  );
}
