import type { CallingUser } from '../services.ts';

type Membership = CallingUser['memberships'][number];

/**
 * Which of a person's shops a request asks for: header `x-gerai-tenant`, or `?tenant=` where no header can be sent
 * (event sources, links). Undefined: whichever is the first. What is no id asks for a shop that nobody has.
 */
export function wantedTenant(request: {
  headers: Record<string, unknown>;
  query: Record<string, unknown>;
}): string | undefined {
  const wanted = request.headers['x-gerai-tenant'] ?? request.query.tenant;
  return wanted === undefined || wanted === '' ? undefined : String(wanted).slice(0, 64);
}

/** The person's place in the wanted shop, in their first one when none is named; undefined when they have none there. */
export function memberOf(user: CallingUser, wantedTenantId: string | undefined): Membership | undefined {
  return user.memberships.find(({ tenantId }) => wantedTenantId === undefined || tenantId === wantedTenantId);
}
