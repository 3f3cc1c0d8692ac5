import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { ROLES, type Role, roleAtLeast } from '../../../shared/roles.ts';
import { useTRPC } from '../trpc.ts';

export type Person = inferRouterOutputs<AppRouter>['accounts']['staff']['list'][number];

export function useStaff() {
  const trpc = useTRPC();
  return useQuery(trpc.accounts.staff.list.queryOptions());
}

/** Roles that somebody of role `actor` may give; nobody reaches above themselves (the server asks again). */
export function givableRoles(actor: Role): Role[] {
  return ROLES.filter((role) => roleAtLeast(actor, role));
}
