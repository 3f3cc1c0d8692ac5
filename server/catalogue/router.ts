import { router } from '../trpc/procedures.ts';

export const catalogueRouter = router({});
