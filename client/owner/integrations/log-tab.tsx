import { NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import form from '../frame/form.module.css';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { dateTime } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { endOfDay, startOfDay } from './days.ts';
import { ExchangeShown, exchangeOfLog } from './exchange.tsx';
import { Facts } from './facts.tsx';
import hub from './hub.module.css';
import type { LogRow } from './hub-types.ts';
import { Pager } from './pager.tsx';

const ACTIONS = ['transaction', 'test', 'webhook', 'error', 'config_change'] as const;
const STATUSES = ['success', 'refused', 'failure'] as const;
const TONES = { success: 'ok', refused: 'warning', failure: 'risk' } as const;

/** Everything that happened on a connection, masked. */
export function LogTab({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const trpc = useTRPC();
  const [filter, setFilter] = useState({ action: '', status: '', reference: '', from: '', to: '' });
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<LogRow | null>(null);
  const reference = useDeferredValue(filter.reference.trim());
  const until = endOfDay(filter.to);
  const log = useQuery(
    trpc.integrations.log.queryOptions(
      {
        connectionId,
        action: ACTIONS.find((one) => one === filter.action),
        status: STATUSES.find((one) => one === filter.status),
        reference: reference || undefined,
        from: startOfDay(filter.from),
        to: until === null ? undefined : until,
        page,
        limit: 25,
      },
      { placeholderData: keepPreviousData, refetchInterval: 15_000 },
    ),
  );
  const set = (change: Partial<typeof filter>) => {
    setFilter({ ...filter, ...change });
    setPage(1);
  };
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <Section
      title={t('tabs.log')}
      aside={
        log.data && (
          <span className={list.detail}>
            {[
              t('log.total', { count: log.data.stats.total }),
              log.data.stats.averageMs !== null && t('log.averageMs', { ms: log.data.stats.averageMs }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )
      }
    >
      <div className={hub.filters}>
        <NativeSelect
          label={t('log.action')}
          value={filter.action}
          data={[
            { value: '', label: t('log.anyAction') },
            ...ACTIONS.map((value) => ({ value, label: t(`log.actions.${value}`) })),
          ]}
          onChange={({ currentTarget: { value } }) => set({ action: value })}
        />
        <NativeSelect
          label={t('log.status')}
          value={filter.status}
          data={[
            { value: '', label: t('log.anyStatus') },
            ...STATUSES.map((value) => ({ value, label: t(`log.statuses.${value}`) })),
          ]}
          onChange={({ currentTarget: { value } }) => set({ status: value })}
        />
      </div>
      <details className={hub.more}>
        <summary>{t('log.narrow')}</summary>
        <div className={hub.wideFilters}>
          <TextInput
            type="date"
            label={t('log.since')}
            value={filter.from}
            onChange={({ currentTarget: { value } }) => set({ from: value })}
          />
          <TextInput
            type="date"
            label={t('log.until')}
            value={filter.to}
            onChange={({ currentTarget: { value } }) => set({ to: value })}
          />
          <TextInput
            type="search"
            label={t('log.reference')}
            value={filter.reference}
            onChange={({ currentTarget: { value } }) => set({ reference: value })}
          />
        </div>
      </details>
      {!log.data &&
        (log.isError ? (
          <LoadProblem error={log.error} onRetry={() => void log.refetch()} />
        ) : (
          <Skeleton height={240} />
        ))}
      {log.data?.rows.length === 0 && (
        <EmptyState kind="search" title={filtered ? t('log.noneFound') : t('log.empty')}>
          {filtered ? t('log.noneFoundHint') : t('log.emptyHint')}
        </EmptyState>
      )}
      <ul className={list.list} data-testid="log">
        {log.data?.rows.map((row) => (
          <li key={row.id}>
            <button type="button" className={list.press} onClick={() => setOpen(row)}>
              <span className={list.words}>
                <span className={list.name}>
                  {t(`log.actions.${row.action}`)} · {row.verb}
                </span>
                <span className={list.detail}>
                  {[
                    dateTime(row.at, language),
                    row.ms > 0 && t('result.ms', { ms: row.ms }),
                    row.httpStatus && `HTTP ${row.httpStatus}`,
                    row.reference,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <Pill tone={TONES[row.status]}>{t(`log.statuses.${row.status}`)}</Pill>
            </button>
          </li>
        ))}
      </ul>
      {log.data && <Pager page={page} pages={log.data.pagination.totalPages} onPage={setPage} />}
      {open && <LogSheet row={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function LogSheet({ row, onClose }: { row: LogRow; onClose: () => void }) {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const exchange = exchangeOfLog(row);
  return (
    <Sheet
      title={`${t(`log.actions.${row.action}`)} · ${row.verb}`}
      closeLabel={owner('form.close')}
      onClose={onClose}
      placement="side"
    >
      <div className={form.form} data-testid="log-entry">
        <Facts
          small
          facts={[
            [t('log.status'), t(`log.statuses.${row.status}`)],
            [t('log.at'), dateTime(row.at, language)],
            [t('result.latency'), t('result.ms', { ms: row.ms })],
            [t('result.http'), row.httpStatus],
            [t('result.rule'), row.rule],
            [t('log.errorClass'), row.errorClass],
            [t('log.reference'), row.reference],
            [t('log.actor'), t(`log.by.${row.actorKind}`)],
            [t('log.ip'), row.ip],
          ]}
        />
        {row.userAgent && (
          <p className={list.detail}>
            {t('log.userAgent')}: {row.userAgent}
          </p>
        )}
        {exchange && <ExchangeShown exchange={exchange} open />}
      </div>
    </Sheet>
  );
}
