import type { ConnectionState } from '../types.ts';

/** What tabs and the service worker tell each other. */
export type TabMessage =
  /** sales or outbox changed */
  | { type: 'queue' }
  | { type: 'sending'; sending: boolean }
  | { type: 'connection'; state: ConnectionState }
  | { type: 'catalogue' }
  /** shift opened, closed or handed over; carts put aside or taken back; the outlet's settings */
  | { type: 'day' }
  /** the server has news of the stock, which each tab holds in memory */
  | { type: 'stock' }
  /** identity or staff changed */
  | { type: 'device' };

export interface Tabs {
  /** To the others, never to oneself. */
  tell(message: TabMessage): void;
  listen(onMessage: (message: TabMessage) => void): void;
  close(): void;
}

export function openTabs(): Tabs {
  const channel = new BroadcastChannel('gerai');
  return {
    tell: (message) => channel.postMessage(message),
    listen: (onMessage) => {
      channel.addEventListener('message', (event: MessageEvent<TabMessage>) => onMessage(event.data));
    },
    close: () => channel.close(),
  };
}
