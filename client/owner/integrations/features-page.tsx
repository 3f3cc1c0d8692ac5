import './integrations-texts.ts';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useShop } from '../account.ts';
import form from '../frame/form.module.css';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page, Section } from '../frame/page.tsx';
import { useTRPC } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import type { Connection, FeatureMap } from './hub-types.ts';
import { servedBy, useFeatures } from './use-features.ts';
import { useWords } from './use-words.ts';

/** The server keeps no longer rows. */
const MAX_ROW = 5;

/** Who serves each feature, first and as fallbacks, in the shop or in one outlet. */
export default function FeaturesPage() {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const go = useGo();
  const { path, query } = usePage();
  const isOwner = useShop().role === 'owner';
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const all = useQuery(trpc.connections.list.queryOptions({ scope: 'all' }));
  const { map, save } = useFeatures(() => void showToast({ message: t('use.saved'), tone: 'ok' }));
  const places = outlets.data?.filter(({ active }) => active) ?? [];
  const outletId = places.find(({ id }) => id === query.outlet)?.id ?? null;
  const reachable = all.data?.filter((one) => one.outletId === null || one.outletId === outletId) ?? [];
  const features = [...new Set(reachable.flatMap((one) => one.features))].sort();
  return (
    <Page
      title={t('use.title')}
      intro={t('use.intro')}
      back={{ to: '/owner/integrations', label: t('title') }}
    >
      {places.length > 1 && (
        <NativeSelect
          label={t('scope')}
          value={outletId ?? ''}
          data={[
            { value: '', label: t('wholeShop') },
            ...places.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void go(path, { search: value ? { outlet: value } : {}, replace: true })
          }
        />
      )}
      {(!all.data || !map.data) &&
        (all.isError || map.isError ? (
          <LoadProblem
            error={all.error ?? map.error}
            onRetry={() => void Promise.all([all.refetch(), map.refetch()])}
          />
        ) : (
          <Skeleton height={320} />
        ))}
      {all.data && map.data && features.length === 0 && (
        <EmptyState kind="devices" title={t('use.noConnections')}>
          {t('use.noConnectionsHint')}
        </EmptyState>
      )}
      {map.data &&
        features.map((feature) => (
          <FeatureRow
            key={`${outletId} ${feature} ${servedBy(map.data, outletId, feature)}`}
            feature={feature}
            outletId={outletId}
            map={map.data}
            connections={reachable.filter((one) => one.features.includes(feature))}
            mayChange={isOwner}
            busy={save.isPending}
            onSave={(connectionIds) => save.mutate([{ outletId, feature, connectionIds }])}
          />
        ))}
    </Page>
  );
}

type FeatureRowProps = {
  feature: string;
  outletId: string | null;
  map: FeatureMap;
  connections: Connection[];
  mayChange: boolean;
  busy: boolean;
  onSave: (connectionIds: string[]) => void;
};

/** One feature: a choice for the first place, and one more for each fallback. */
function FeatureRow({ feature, outletId, map, connections, mayChange, busy, onSave }: FeatureRowProps) {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const words = useWords();
  const stored = servedBy(map, outletId, feature);
  const [row, setRow] = useState(stored);
  const ofShop = outletId === null ? [] : servedBy(map, null, feature);
  const labelOf = (connectionId: string) => connections.find(({ id }) => id === connectionId)?.label ?? '';
  const shownRow = row.length < Math.min(MAX_ROW, connections.length) ? [...row, ''] : row;
  return (
    <Section title={words.feature(feature)}>
      {row.length === 0 && (
        <p className={list.detail}>
          {ofShop.length > 0
            ? t('use.followsShop', { labels: ofShop.map(labelOf).filter(Boolean).join(', ') })
            : t('use.nobody')}
        </p>
      )}
      <div className={form.form}>
        {shownRow.map((chosen, at) => (
          <NativeSelect
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what it is
            key={at}
            label={at === 0 ? t('use.first') : t('use.next', { at })}
            disabled={!mayChange}
            value={chosen}
            data={[
              { value: '', label: t('use.nothingThere') },
              ...connections
                .filter(({ id }) => id === chosen || !row.includes(id))
                .map(({ id, label }) => ({ value: id, label })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              setRow(shownRow.map((one, index) => (index === at ? value : one)).filter(Boolean))
            }
          />
        ))}
        {mayChange && row.join() !== stored.join() && (
          <Button variant="primary" busy={busy} onClick={() => onSave(row)}>
            {owner('form.save')}
          </Button>
        )}
      </div>
    </Section>
  );
}
