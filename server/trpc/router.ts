import { accountsRouter } from '../accounts/router.ts';
import { auditChainRouter } from '../audit-chain/router.ts';
import { catalogueRouter } from '../catalogue/router.ts';
import { reportsRouter } from '../reports/router.ts';
import { salesRouter } from '../sales/router.ts';
import { shiftsRouter } from '../shifts/router.ts';
import { syncRouter } from '../sync/router.ts';
import { router } from './procedures.ts';

/** Every procedure there is; its type is the only thing the client takes from the server. */
export const appRouter = router({
  accounts: accountsRouter,
  auditChain: auditChainRouter,
  catalogue: catalogueRouter,
  reports: reportsRouter,
  sales: salesRouter,
  shifts: shiftsRouter,
  sync: syncRouter,
});
export type AppRouter = typeof appRouter;
