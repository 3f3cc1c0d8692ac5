import type { LocalStore } from './types.ts';

/** Opens what the device holds; resolves as soon as a sale could be made. */
export async function openLocalStore(): Promise<LocalStore> {
  throw new Error('not yet');
}
