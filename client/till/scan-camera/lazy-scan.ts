import { later } from '../../app/later.ts';

const load = () => import('./room.ts');

/** The camera and what there is to set about scanners: none of it is in the first load. */
export const ScanCameraSheet = later(async () => {
  // At rest, like this file itself: by then nobody waits for half a megabyte.
  load()
    .then((room) => room.keepReader())
    .catch(() => {});
  return { default: (await load()).ScanCameraSheet };
});
export const ScanTestScreen = later(async () => ({ default: (await load()).ScanTestScreen }));
