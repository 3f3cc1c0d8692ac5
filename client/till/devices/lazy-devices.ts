import { later } from '../../app/later.ts';

const load = () => import('./devices-room.ts');

/** Printers and drawer: none of their code is in the first load. */
export const DevicesScreen = later(async () => ({ default: (await load()).DevicesScreen }));
export const PrintWork = later(async () => ({ default: (await load()).PrintWork }));
export const SalePrints = later(async () => ({ default: (await load()).SalePrints }));
