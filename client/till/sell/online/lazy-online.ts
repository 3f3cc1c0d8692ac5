import { later } from '../../../app/later.ts';

/** Paying through a connection; its code comes when the till rests. */
export const OnlineForm = later(async () => ({ default: (await import('./online-form.tsx')).OnlineForm }));
