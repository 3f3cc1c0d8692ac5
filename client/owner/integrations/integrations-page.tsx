import './integrations-texts.ts';
import { NativeSelect, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useShop } from '../account.ts';
import { LinkButton } from '../frame/link-button.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page, Section } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import { WayList } from '../frame/way-list.tsx';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import { useGo, usePage } from '../use-page.ts';
import { ConnectionCard } from './connection-card.tsx';
import hub from './hub.module.css';
import { HubNotices } from './hub-notices.tsx';
import { useWords } from './use-words.ts';

const TOOLS = [
  { to: '/owner/integrations/health', name: 'allHealth', hint: 'allHealthHint', ownerOnly: false },
  { to: '/owner/integrations/features', name: 'features', hint: 'featuresHint', ownerOnly: false },
  { to: '/owner/integrations/import', name: 'bulk', hint: 'bulkHint', ownerOnly: true },
  { to: '/owner/integrations/preset', name: 'ownPreset', hint: 'ownPresetHint', ownerOnly: true },
] as const;

/** Every outside service that the shop uses, by kind; for one outlet with what it takes over from the shop. */
export default function IntegrationsPage() {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const go = useGo();
  const words = useWords();
  const { path, query } = usePage();
  const isOwner = useShop().role === 'owner';
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const outlet = outlets.data?.find(({ id }) => id === query.outlet);
  const scope = outlet ? { outletId: outlet.id } : 'all';
  const connections = useQuery(trpc.connections.list.queryOptions({ scope }, { refetchInterval: 30_000 }));
  const places = outlets.data?.filter(({ active }) => active) ?? [];
  const shown = connections.data ?? [];
  const kinds = [...new Set(shown.map(({ kind }) => kind))];
  return (
    <Page
      title={t('title')}
      intro={isOwner ? t('intro') : t('ownerOnly')}
      back={{ to: '/owner/more', label: owner('nav.more') }}
      action={
        isOwner && (
          <LinkButton to="/owner/integrations/new" prominent data-testid="connect">
            {t('connect')}
          </LinkButton>
        )
      }
    >
      <StaleNote query={connections} />
      <HubNotices />
      {places.length > 1 && (
        <NativeSelect
          label={t('scope')}
          value={outlet?.id ?? ''}
          data={[
            { value: '', label: t('everything') },
            ...places.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void go(path, { search: value ? { outlet: value } : {}, replace: true })
          }
        />
      )}
      {!connections.data &&
        (connections.isError ? (
          <LoadProblem error={connections.error} onRetry={() => void connections.refetch()} />
        ) : (
          <Skeleton height={240} />
        ))}
      {connections.data && shown.length === 0 && (
        <EmptyState kind="devices" title={outlet ? t('emptyHere') : t('empty')}>
          {outlet ? t('emptyHereHint') : t('emptyHint')}
        </EmptyState>
      )}
      {kinds.map((kind) => {
        const here = shown.filter((one) => one.kind === kind);
        return (
          <Section
            key={kind}
            plain
            title={words.kind(kind)}
            aside={
              <span className={list.detail} data-testid="kind-count">
                {t('counted', {
                  count: here.length,
                  ready: here.filter(({ status }) => status === 'ok').length,
                })}
              </span>
            }
          >
            <ul className={hub.cards} data-testid="connections">
              {here.map((connection) => (
                <ConnectionCard
                  key={connection.id}
                  connection={connection}
                  outletName={outlets.data?.find(({ id }) => id === connection.outletId)?.name}
                />
              ))}
            </ul>
          </Section>
        );
      })}
      {outlet && (
        <Follow outletId={outlet.id} kinds={kinds.length > 0 ? kinds : ['payment']} mayChange={isOwner} />
      )}
      <Section title={t('tools')}>
        <WayList
          ways={TOOLS.filter(({ ownerOnly }) => isOwner || !ownerOnly).map(({ to, name, hint }) => ({
            to,
            name: t(name),
            hint: t(hint),
          }))}
        />
      </Section>
    </Page>
  );
}

/** Whether an outlet without connections of its own uses those of the shop. */
function Follow({ outletId, kinds, mayChange }: { outletId: string; kinds: string[]; mayChange: boolean }) {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const words = useWords();
  const features = useQuery(trpc.connections.features.list.queryOptions());
  const inherit = useMutation(
    trpc.connections.features.inherit.mutationOptions({
      onError: useFailure(),
      onSettled: () => queries.invalidateQueries(trpc.connections.pathFilter()),
    }),
  );
  if (!features.data) return null;
  const { notInherited } = features.data;
  return (
    <Section title={t('source.inherited')}>
      {kinds.map((kind) => (
        <Switch
          key={kind}
          size="lg"
          label={t('follow', { kind: words.kind(kind) })}
          description={t('followHint')}
          disabled={!mayChange}
          checked={!notInherited.some((one) => one.outletId === outletId && one.kind === kind)}
          onChange={({ currentTarget: { checked } }) =>
            inherit.mutate({ outletId, kind: kind as 'payment', usePartnerConfig: checked })
          }
        />
      ))}
    </Section>
  );
}
