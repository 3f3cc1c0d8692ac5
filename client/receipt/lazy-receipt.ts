import { later } from '../app/later.ts';

const load = () => import('./receipt-room.ts');

/** Whoever shows a sale can offer its receipt; none of its code is in the first load. */
export const ReceiptButton = later(async () => ({ default: (await load()).ReceiptButton }));
export const LaterShares = later(async () => ({ default: (await load()).LaterShares }));
