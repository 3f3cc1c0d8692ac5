import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { isOfficePath } from '../shared/office-paths.ts';
import { answerScanFile, isScanFile } from './devices/scan/scan-cache.ts';
import { OUTBOX_TAG } from './local/background-sync.ts';
import { showBadge } from './local/badge.ts';
import { answerPicture, isPicture } from './local/picture-cache.ts';
import { sendOutbox } from './local/send-outbox.ts';

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0];
};

/** Of the `sync` event, which the library of types does not know. */
interface SyncEvent extends ExtendableEvent {
  tag: string;
  lastChance: boolean;
}

// The shell: the till starts from here with no network. A new version waits until a page gives the word (S11).
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
const page = createHandlerBoundToURL('/index.html');
registerRoute(
  new NavigationRoute(
    async (options) => {
      if (!isOfficePath(options.url.pathname)) return page(options);
      // The back office needs the server anyway, and its files are not kept: they must be those of the server's version.
      return fetch(options.request).catch(() => page(options));
    },
    {
      denylist: [
        /^\/(api|trpc|sync|catalogue|pictures|rest|docs)(\/|$)/,
        /^\/(healthz|readyz|metrics)$/,
        /\.\w{2,5}$/,
      ],
    },
  ),
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isPicture(url),
  ({ request }) => answerPicture(request),
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isScanFile(url),
  ({ request }) => answerScanFile(request),
);
// Pages opened before the first worker was there get it too; nothing is replaced by that.
clientsClaim();

self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent;
  // A rejection makes the browser try again later by itself.
  if (tag === OUTBOX_TAG) (event as SyncEvent).waitUntil(sendOutbox(showBadge));
});
