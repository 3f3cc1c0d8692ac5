import { later } from '../../app/later.ts';

async function load() {
  const room = await import('./room.ts');
  // At rest, like this file itself: by then nobody waits for half a megabyte.
  void room.keepReader().catch(() => {});
  return room;
}

/** The camera and what there is to set about scanners: none of it is in the first load. */
export const ScanCameraSheet = later(async () => ({ default: (await load()).ScanCameraSheet }));
export const ScanTestScreen = later(async () => ({ default: (await load()).ScanTestScreen }));
