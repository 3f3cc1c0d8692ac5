import type { Dispatcher } from 'undici';

/** The way out: an undici dispatcher that connects to public addresses only (and to 127.0.0.1 when allowed). */
export function createEgress(_options: { allowLoopback?: boolean; allowLan?: boolean }): Dispatcher {
  throw new Error('comes within the hour');
}
