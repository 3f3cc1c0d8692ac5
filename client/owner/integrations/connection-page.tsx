import './integrations-texts.ts';
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useShop } from '../account.ts';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page, Section } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import { useGo, usePage } from '../use-page.ts';
import { ConnectionPills } from './connection-pills.tsx';
import { HealthTab } from './health-tab.tsx';
import { TABS, type Tab } from './hub-types.ts';
import { LogTab } from './log-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { TestOutcome } from './test-outcome.tsx';
import { type TestShown, useTest } from './use-tests.ts';
import { useWords } from './use-words.ts';
import { WebhooksTab } from './webhooks-tab.tsx';

/** One connection: how it fares, what happened on it, what came in, and how it is set. */
export default function ConnectionPage() {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const go = useGo();
  const words = useWords();
  const { path, query } = usePage();
  const isOwner = useShop().role === 'owner';
  const connectionId = query.id ?? '';
  const tab = TABS.find((one) => one === query.tab) ?? 'health';
  const connection = useQuery(
    trpc.connections.get.queryOptions({ connectionId }, { refetchInterval: 30_000 }),
  );
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const [tested, setTested] = useState<TestShown | null>(null);
  const test = useTest(setTested, useFailure());
  const toTab = (next: Tab, more: Record<string, string> = {}) =>
    void go(path, { search: { id: connectionId, tab: next, ...more }, replace: true });
  const shown = connection.data;
  const place =
    shown &&
    (shown.outletId === null
      ? t('source.shop')
      : t('source.outlet', {
          name: outlets.data?.find(({ id }) => id === shown.outletId)?.name ?? '',
        }));
  return (
    <Page
      title={shown?.label ?? t('title')}
      intro={shown && [words.said(shown.title), place, words.environment(shown.environment)].join(' · ')}
      back={{ to: '/owner/integrations', label: t('title') }}
      action={
        isOwner &&
        shown && (
          <Button
            variant={tab === 'settings' ? 'quiet' : 'primary'}
            busy={test.isPending}
            onClick={() => test.mutate({ connectionId })}
            data-testid="test-now"
          >
            {t('testNow')}
          </Button>
        )
      }
    >
      <StaleNote query={connection} />
      {!shown &&
        (connection.isError ? (
          <LoadProblem error={connection.error} onRetry={() => void connection.refetch()} />
        ) : (
          <Skeleton height={320} />
        ))}
      {shown && (
        <>
          <div className={list.pills}>
            <ConnectionPills connection={shown} />
          </div>
          {tested && (
            <Section title={t('wizard.test')}>
              <TestOutcome test={tested} />
            </Section>
          )}
          <SegmentedControl
            aria-label={t('tabsLabel')}
            fullWidth
            value={tab}
            data={TABS.map((value) => ({ value, label: t(`tabs.${value}`) }))}
            onChange={(value) => toTab(value as Tab)}
          />
          {tab === 'health' && (
            <HealthTab
              connectionId={connectionId}
              onTest={isOwner ? () => test.mutate({ connectionId }) : undefined}
              onTab={toTab}
            />
          )}
          {tab === 'log' && <LogTab connectionId={connectionId} />}
          {tab === 'webhooks' && <WebhooksTab connection={shown} />}
          {tab === 'settings' && <SettingsTab key={shown.updatedAt} connection={shown} />}
        </>
      )}
    </Page>
  );
}
