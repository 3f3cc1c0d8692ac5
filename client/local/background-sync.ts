/** Name of the wish "send the outbox when there is a network", kept by the browser with no page open. */
export const OUTBOX_TAG = 'outbox';

interface SyncRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** Asks the browser to wake the service worker; where it can't, the open page sends anyway. */
export async function askForBackgroundSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = (await navigator.serviceWorker.getRegistration()) as SyncRegistration | undefined;
  await registration?.sync?.register(OUTBOX_TAG).catch(() => {});
}
