import { router } from '../trpc/procedures.ts';

export const salesRouter = router({});
