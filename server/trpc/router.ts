import { accountsRouter } from '../accounts/router.ts';
import { auditChainRouter } from '../audit-chain/router.ts';
import { catalogueRouter } from '../catalogue/router.ts';
import { connectionsRouter } from '../connections/router.ts';
import { customersRouter } from '../customers/router.ts';
import { integrationsRouter } from '../integration-log/router.ts';
import { paymentsRouter } from '../payments/router.ts';
import { printingRouter } from '../relay/router.ts';
import { reportsRouter } from '../reports/router.ts';
import { salesRouter } from '../sales/router.ts';
import { settingsRouter } from '../settings/router.ts';
import { shiftsRouter } from '../shifts/router.ts';
import { stockRouter } from '../stock/router.ts';
import { syncRouter } from '../sync/router.ts';
import { router } from './procedures.ts';

/** Every procedure there is; its type is the only thing the client takes from the server. */
export const appRouter = router({
  accounts: accountsRouter,
  auditChain: auditChainRouter,
  catalogue: catalogueRouter,
  connections: connectionsRouter,
  customers: customersRouter,
  integrations: integrationsRouter,
  payments: paymentsRouter,
  printing: printingRouter,
  reports: reportsRouter,
  sales: salesRouter,
  shifts: shiftsRouter,
  settings: settingsRouter,
  stock: stockRouter,
  sync: syncRouter,
});
export type AppRouter = typeof appRouter;
