import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useShop } from '../account.ts';
import form from '../frame/form.module.css';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { dateTime } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import { headerLines, pretty } from './exchange.tsx';
import { Facts } from './facts.tsx';
import hub from './hub.module.css';
import type { Connection, WebhookRow } from './hub-types.ts';
import { Pager } from './pager.tsx';
import { WebhookAddress } from './webhook-address.tsx';

type State = WebhookRow['state'];

const TONES: Record<State, PillTone> = {
  rejected: 'risk',
  duplicate: 'neutral',
  verified: 'calm',
  processing: 'calm',
  processed: 'ok',
  failed: 'risk',
};
const STATES = Object.keys(TONES) as State[];

/** What the provider sent to us, newest first; each can be processed again. */
export function WebhooksTab({ connection }: { connection: Connection }) {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const trpc = useTRPC();
  const [state, setState] = useState('');
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<string | null>(null);
  const hooks = useQuery(
    trpc.integrations.webhooks.list.queryOptions(
      { connectionId: connection.id, state: STATES.find((one) => one === state), page, limit: 25 },
      { placeholderData: keepPreviousData, refetchInterval: 15_000 },
    ),
  );
  return (
    <>
      <Section title={t('wizard.webhook')}>
        <WebhookAddress connection={connection} />
      </Section>
      <Section
        title={t('tabs.webhooks')}
        aside={
          hooks.data && (
            <span className={list.detail}>{t('hooks.total', { count: hooks.data.pagination.total })}</span>
          )
        }
      >
        <div className={hub.filters}>
          <NativeSelect
            label={t('hooks.state')}
            value={state}
            data={[
              { value: '', label: t('hooks.anyState') },
              ...STATES.map((value) => ({ value, label: t(`hooks.states.${value}`) })),
            ]}
            onChange={({ currentTarget: { value } }) => {
              setState(value);
              setPage(1);
            }}
          />
        </div>
        {!hooks.data &&
          (hooks.isError ? (
            <LoadProblem error={hooks.error} onRetry={() => void hooks.refetch()} />
          ) : (
            <Skeleton height={240} />
          ))}
        {hooks.data?.rows.length === 0 && (
          <EmptyState kind="search" title={state ? t('log.noneFound') : t('hooks.empty')}>
            {state ? t('log.noneFoundHint') : t('hooks.emptyHint')}
          </EmptyState>
        )}
        <ul className={list.list} data-testid="webhooks">
          {hooks.data?.rows.map((row) => (
            <li key={row.id}>
              <button type="button" className={list.press} onClick={() => setOpen(row.id)}>
                <span className={list.words}>
                  <span className={list.name}>{row.eventKey ?? row.kind}</span>
                  <span className={list.detail}>
                    {[
                      dateTime(row.receivedAt, language),
                      t('hooks.bytes', { count: row.bodyBytes }),
                      row.reason,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                <Pill tone={TONES[row.state]}>{t(`hooks.states.${row.state}`)}</Pill>
              </button>
            </li>
          ))}
        </ul>
        {hooks.data && <Pager page={page} pages={hooks.data.pagination.totalPages} onPage={setPage} />}
      </Section>
      {open && <WebhookSheet webhookId={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function WebhookSheet({ webhookId, onClose }: { webhookId: string; onClose: () => void }) {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const isOwner = useShop().role === 'owner';
  const hook = useQuery(trpc.integrations.webhooks.get.queryOptions({ webhookId }));
  const replay = useMutation(
    trpc.integrations.webhooks.replay.mutationOptions({
      onError: useFailure(),
      onSuccess: async ({ state }) => {
        showToast({ message: t('hooks.replayed', { state: t(`hooks.states.${state}`) }), tone: 'ok' });
        await queries.invalidateQueries(trpc.integrations.pathFilter());
      },
    }),
  );
  const row = hook.data;
  return (
    <Sheet
      title={row?.eventKey ?? t('tabs.webhooks')}
      closeLabel={owner('form.close')}
      onClose={onClose}
      placement="side"
      footer={
        isOwner && (
          <Button
            variant="primary"
            busy={replay.isPending}
            onClick={() => replay.mutate({ webhookId })}
            data-testid="replay"
          >
            {t('hooks.replay')}
          </Button>
        )
      }
    >
      {!row &&
        (hook.isError ? (
          <LoadProblem error={hook.error} onRetry={() => void hook.refetch()} />
        ) : (
          <Skeleton height={240} />
        ))}
      {row && (
        <div className={form.form} data-testid="webhook-entry">
          <Facts
            small
            facts={[
              [t('hooks.state'), t(`hooks.states.${row.state}`)],
              [t('hooks.reason'), row.reason],
              [t('log.at'), dateTime(row.receivedAt, language)],
              [t('hooks.attempts'), row.attempts],
              [t('log.ip'), row.ip],
            ]}
          />
          {isOwner && <p className={form.hint}>{t('hooks.replayHint')}</p>}
          <strong>{t('result.headers')}</strong>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached without a mouse */}
          <pre className={hub.code} tabIndex={0}>
            {`${row.method} ${row.path}\n${headerLines(row.headers)}`}
          </pre>
          <strong>{t('result.body')}</strong>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
          <pre className={hub.code} tabIndex={0}>
            {pretty(row.body) || t('result.nothing')}
          </pre>
          {row.read && (
            <>
              <strong>{t('hooks.read')}</strong>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
              <pre className={hub.code} tabIndex={0}>
                {pretty(row.read)}
              </pre>
            </>
          )}
        </div>
      )}
    </Sheet>
  );
}
