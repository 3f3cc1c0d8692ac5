import type { LiveEvent } from '../../../shared/sync/pull.ts';
import { backoffMs } from './backoff.ts';
import type { Server } from './server.ts';

export interface LiveParts {
  server: Server;
  random: () => number;
  onChanged: (event: LiveEvent) => void;
  /** the connection was lost or refused: find out what is wrong */
  onLost: () => void;
}

/** Keeps the live feed open; returns what ends it. The browser reconnects by itself unless it was refused. */
export function listenLive({ server, random, onChanged, onLost }: LiveParts): () => void {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe: () => void } | undefined;
  let closed = false;
  let wasOpen = false;

  function again(): void {
    subscription?.unsubscribe();
    subscription = undefined;
    if (closed || timer !== undefined) return;
    failures += 1;
    timer = setTimeout(
      () => {
        timer = undefined;
        open();
      },
      backoffMs(failures, random()),
    );
  }
  function open(): void {
    subscription = server.trpc.sync.live.subscribe(undefined, {
      onData: ({ data }) => {
        failures = 0;
        onChanged(data);
      },
      onConnectionStateChange: ({ state }) => {
        if (state === 'pending') wasOpen = true;
        if (state === 'connecting' && wasOpen) {
          wasOpen = false;
          onLost();
        }
      },
      onError: again,
      onComplete: again,
    });
  }
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    subscription?.unsubscribe();
  };
}
