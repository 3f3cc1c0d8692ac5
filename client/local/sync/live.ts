import type { LiveEvent } from '../../../shared/sync/pull.ts';
import { backoffMs } from './backoff.ts';

export interface LiveParts {
  random: () => number;
  onChanged: (event: LiveEvent) => void;
  /** the connection was lost or refused: find out what is wrong */
  onLost: () => void;
}

export interface Live {
  /** whether news come by themselves now */
  connected(): boolean;
  stop(): void;
}

/**
 * Keeps the live feed (the subscription `sync.live`) open until it is stopped. The browser reconnects by itself and
 * tells the last event's id; after a refusal or an end it is opened anew with growing pauses.
 */
export function listenLive({ random, onChanged, onLost }: LiveParts): Live {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;
  let wasOpen = false;

  function open(): void {
    wasOpen = false;
    source = new EventSource('/trpc/sync.live');
    source.addEventListener('connected', () => {
      wasOpen = true;
      failures = 0;
    });
    source.addEventListener('message', (event: MessageEvent<string>) => {
      const changed = readEvent(event.data);
      if (changed) onChanged(changed);
    });
    source.addEventListener('serialized-error', again);
    source.addEventListener('return', again);
    source.addEventListener('error', () => {
      if (wasOpen) onLost();
      wasOpen = false;
      if (source.readyState === EventSource.CLOSED) again();
    });
  }
  function again(): void {
    source.close();
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(open, backoffMs(failures, random()));
  }
  open();
  return {
    connected: () => wasOpen,
    stop: () => {
      clearTimeout(timer);
      source.close();
    },
  };
}

function readEvent(data: string): LiveEvent | null {
  try {
    const event = JSON.parse(data) as Partial<LiveEvent> | null;
    return Array.isArray(event?.changed) ? { changed: event.changed } : null;
  } catch {
    return null;
  }
}
