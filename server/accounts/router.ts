import { router } from '../trpc/procedures.ts';

export const accountsRouter = router({});
