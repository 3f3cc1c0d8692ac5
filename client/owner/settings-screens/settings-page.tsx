import './rules-texts.ts';
import { NativeSelect } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useShop } from '../account.ts';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page } from '../frame/page.tsx';
import people from '../staff/staff-page.module.css';
import { useTRPC } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { SECTIONS, type SectionKey } from './sections.ts';
import { SettingsSheet } from './settings-sheet.tsx';

/** Everything that a shop, or one of its outlets, decides for its tills. */
export default function SettingsPage() {
  const { t } = useTranslation('rules');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const go = useGo();
  const { path, query } = usePage();
  const { role } = useShop();
  const shown = useQuery(trpc.settings.get.queryOptions());
  const outlet = shown.data?.outlets.find(({ outletId }) => outletId === query.outlet);
  const open = query.section && query.section in SECTIONS ? (query.section as SectionKey) : undefined;
  const goTo = (change: Record<string, string | undefined>, replace = true) => {
    const wanted = Object.entries({ outlet: outlet?.outletId, ...change });
    void go(path, {
      search: Object.fromEntries(wanted.flatMap(([name, value]) => (value ? [[name, value]] : []))),
      replace,
    });
  };
  const isOwner = role === 'owner';
  const said = outlet ? outlet.saved.sections : shown.data?.shop.sections;
  return (
    <Page
      title={t('title')}
      intro={isOwner ? t('intro') : t('ownerOnly')}
      back={{ to: '/owner/more', label: owner('nav.more') }}
    >
      {!shown.data &&
        (shown.isError ? (
          <LoadProblem error={shown.error} onRetry={() => void shown.refetch()} />
        ) : (
          <Skeleton height={480} />
        ))}
      {shown.data && shown.data.outlets.length > 1 && (
        <NativeSelect
          label={t('scope')}
          value={outlet?.outletId ?? ''}
          data={[
            { value: '', label: t('wholeShop') },
            ...shown.data.outlets.map(({ outletId, name }) => ({ value: outletId, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) => goTo({ outlet: value || undefined })}
        />
      )}
      {shown.data && (
        <ul className={people.people} data-testid="settings-sections">
          {(Object.keys(SECTIONS) as SectionKey[]).map((key) => (
            <li key={key}>
              <button
                type="button"
                className={list.press}
                disabled={!isOwner}
                onClick={() => goTo({ section: key }, false)}
              >
                <span className={list.words}>
                  <span className={list.name}>{t(`sections.${key}`)}</span>
                  <span className={list.detail}>{t(`hints.${key}`)}</span>
                </span>
                {SECTIONS[key].names.some((name) => said?.[name] !== undefined) && (
                  <Pill tone="ok">{outlet ? t('ownRule') : t('changed')}</Pill>
                )}
                <IconChevronRight size={20} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {shown.data && open && isOwner && (
        <SettingsSheet
          key={`${open} ${outlet?.outletId}`}
          section={open}
          shown={shown.data}
          outletId={outlet?.outletId}
          onClose={() => goTo({ section: undefined })}
        />
      )}
    </Page>
  );
}
