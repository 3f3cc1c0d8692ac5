import { router } from '../trpc/procedures.ts';

export const syncRouter = router({});
