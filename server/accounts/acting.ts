import type { CallingUser, Context } from '../services.ts';
import type { Deed } from './audit.ts';

/** Who acts in a tenant, and the ports an action needs. */
export type Acting = Pick<Context, 'db' | 'keys' | 'now' | 'newId'> & {
  tenantId: string;
  user: CallingUser;
  member: CallingUser['memberships'][number];
};

export function byUser(ctx: { user: { id: string } }): Pick<Deed, 'actorKind' | 'actorId'> {
  return { actorKind: 'user', actorId: ctx.user.id };
}
