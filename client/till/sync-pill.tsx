import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import type { ConnectionState, QueueState } from '../local/types.ts';
import { Pill, type PillTone } from '../ui/pill.tsx';
import { useDevice } from './device-context.ts';
import styles from './sync-pill.module.css';

/** How the device and the server stand, in a word or two; leads to the queue. Red only where money is at risk. */
export function SyncPill() {
  const { t } = useTranslation('till');
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const connection = useStore(local.connection);
  const { tone, text } = stateInWords(queue, connection, t);
  return (
    <Link
      to="/queue"
      className={styles.link}
      data-testid="sync"
      data-online={connection.online}
      data-pending={queue.pending}
      data-refused={queue.refused}
      title={t('sync.open')}
    >
      <span role="status">
        <Pill tone={tone}>{text}</Pill>
      </span>
    </Link>
  );
}

function stateInWords(
  { pending, refused }: QueueState,
  { online, problem }: ConnectionState,
  t: TFunction<'till'>,
): { tone: PillTone; text: string } {
  const waiting = pending > 0;
  if (problem === 'revoked') {
    return waiting
      ? { tone: 'risk', text: t('sync.revokedPending', { count: pending }) }
      : { tone: 'warning', text: t('sync.revoked') };
  }
  if (problem === 'tooOld') return { tone: 'warning', text: t('sync.tooOld') };
  if (refused > 0) return { tone: 'warning', text: t('sync.refused', { count: refused }) };
  if (problem === 'captive') {
    const text = waiting ? t('sync.captivePending', { count: pending }) : t('sync.captive');
    return { tone: 'calm', text };
  }
  if (!online) {
    const text = waiting ? t('sync.offlinePending', { count: pending }) : t('sync.offline');
    return { tone: 'calm', text };
  }
  if (waiting) return { tone: 'calm', text: t('sync.sending', { count: pending }) };
  return { tone: 'ok', text: t('sync.online') };
}
