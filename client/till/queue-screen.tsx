import { Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../app/use-language.ts';
import { useStore } from '../app/use-store.ts';
import type { QueueItem } from '../local/types.ts';
import { LaterShares } from '../receipt/lazy-receipt.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Money } from '../ui/money.tsx';
import { Pill } from '../ui/pill.tsx';
import { useDevice } from './device-context.ts';
import { formatTime } from './format-time.ts';
import { PageFrame, PageSection } from './page-frame.tsx';
import styles from './queue-screen.module.css';
import { RecentSales } from './recent-sales.tsx';
import { RescueExport } from './rescue-export.tsx';
import { RescueImport } from './rescue-import.tsx';
import { SaleStatePill } from './sale-state-pill.tsx';
import { useFresh } from './use-fresh.ts';

const CLOCK_OFF_MS = 5 * 60_000;

/** `/queue`: what this device still owes the server, why, and what a person can do about it. */
export function QueueScreen() {
  const { t } = useTranslation('till');
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const load = useCallback(() => local.queueItems(), [local]);
  const items = useFresh(load, queue);
  return (
    <PageFrame title={t('queue.title')}>
      <ConnectionNote />
      <Suspense fallback={null}>
        <LaterShares />
      </Suspense>
      <PageSection
        title={t('queue.waiting')}
        aside={
          items &&
          items.length > 0 && (
            <div className={styles.actions}>
              {queue.refused > 1 && (
                <Button onClick={() => void local.retryRefused()}>{t('queue.retryAll')}</Button>
              )}
              <Button busy={queue.sending} data-testid="send-now" onClick={() => local.syncNow()}>
                {t('queue.sendNow')}
              </Button>
            </div>
          )
        }
      >
        {items?.length === 0 && (
          <EmptyState kind="done" title={t('queue.allSafe')}>
            {t('queue.allSafeHint')}
          </EmptyState>
        )}
        {items && items.length > 0 && (
          <ul className={styles.list}>
            {items.map((item) => (
              <QueueRow key={item.id} item={item} />
            ))}
          </ul>
        )}
      </PageSection>
      <PageSection title={t('queue.recent')}>
        <RecentSales />
      </PageSection>
      {items && items.length > 0 && (
        <PageSection title={t('rescue.title')}>
          <p className={styles.hint}>{t('rescue.exportHint')}</p>
          <RescueExport local={local} />
        </PageSection>
      )}
      <PageSection title={t('rescue.importTitle')}>
        <p className={styles.hint}>{t('rescue.importHint')}</p>
        <RescueImport local={local} />
      </PageSection>
    </PageFrame>
  );
}

function QueueRow({ item }: { item: QueueItem }) {
  const { t } = useTranslation('till');
  const language = useLanguage();
  const { local } = useDevice();
  const timeZone = local.identity.get()?.outlet.timeZone;
  const { refusal } = item;
  return (
    <li className={styles.row} data-testid="queue-item" data-state={item.state} data-sale-id={item.id}>
      <span className={styles.receipt}>{item.receiptNumber}</span>
      {item.total !== null && <Money amount={item.total} className={styles.amount} />}
      <span className={styles.detail}>
        {formatTime(item.at, language, timeZone)}
        {item.attempts > 0 && ` · ${t('queue.attempts', { count: item.attempts })}`}
      </span>
      <SaleStatePill state={item.state} />
      {refusal && (
        <div className={styles.refusal}>
          <p>{t(`queue.refusals.${refusal.code}`, { field: refusal.field ?? '?' })}</p>
          <p className={styles.detail} lang="en">
            {refusal.message}
          </p>
          <Button data-testid="retry" onClick={() => void local.retryRefused(item.id)}>
            {t('queue.retry')}
          </Button>
        </div>
      )}
    </li>
  );
}

function ConnectionNote() {
  const { t } = useTranslation('till');
  const language = useLanguage();
  const { local } = useDevice();
  const { online, problem, lastContactMs, clockOffsetMs } = useStore(local.connection);
  const { pending } = useStore(local.queue);
  const atRisk = problem === 'revoked' && pending > 0;
  return (
    <div className={styles.note} data-tone={atRisk ? 'risk' : online ? 'ok' : 'calm'}>
      {!online && <p>{t(`queue.problems.${problem ?? 'unreachable'}`)}</p>}
      <p className={styles.detail}>
        {lastContactMs === null
          ? t('queue.neverContact')
          : t('queue.lastContact', { time: formatTime(lastContactMs, language) })}
      </p>
      {clockOffsetMs !== null && Math.abs(clockOffsetMs) > CLOCK_OFF_MS && (
        <p>
          <Pill tone="warning">
            {t('queue.clockOff', { minutes: Math.round(Math.abs(clockOffsetMs) / 60_000) })}
          </Pill>
        </p>
      )}
    </div>
  );
}
