import { accountsRouter } from '../accounts/router.ts';
import { catalogueRouter } from '../catalogue/router.ts';
import { salesRouter } from '../sales/router.ts';
import { syncRouter } from '../sync/router.ts';
import { router } from './procedures.ts';

/** Every procedure there is; its type is the only thing the client takes from the server. */
export const appRouter = router({
  accounts: accountsRouter,
  catalogue: catalogueRouter,
  sales: salesRouter,
  sync: syncRouter,
});
export type AppRouter = typeof appRouter;
