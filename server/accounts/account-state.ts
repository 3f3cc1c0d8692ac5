import { eq } from 'drizzle-orm';
import type { Role } from '../../shared/roles.ts';
import type { CallingDevice, CallingUser, Context } from '../services.ts';
import { DEMO_SLUG } from './create-shop.ts';
import { needsSetup } from './setup-token.ts';
import { device, membership, outlet, tenant } from './tables.ts';

export interface AccountState {
  needsSetup: boolean;
  /** the demo shop is here: the sign-in page may say how to enter it */
  demo: boolean;
  user: {
    id: string;
    name: string;
    email: string;
    superAdmin: boolean;
    memberships: { tenantId: string; tenantName: string; slug: string; role: Role; staffId: string }[];
  } | null;
  device: {
    id: string;
    code: string;
    name: string;
    outletId: string;
    outletCode: string;
    outletName: string;
    tenantId: string;
    tenantName: string;
  } | null;
}

/** Who is calling, as far as the two credentials tell. */
export async function accountState(ctx: Context): Promise<AccountState> {
  const [callingUser, callingDevice] = [await ctx.user(), await ctx.device()];
  const installation = await ctx.db.system(async (tx) => ({
    needsSetup: await needsSetup(tx),
    demo: (await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.slug, DEMO_SLUG))).length > 0,
  }));
  return {
    ...installation,
    user: callingUser && (await userState(ctx, callingUser)),
    device: callingDevice && (await deviceState(ctx, callingDevice)),
  };
}

async function userState({ db }: Context, { id, name, email, superAdmin }: CallingUser) {
  const memberships = await db.system((tx) =>
    tx
      .select({
        tenantId: membership.tenantId,
        tenantName: tenant.name,
        slug: tenant.slug,
        role: membership.role,
        staffId: membership.staffId,
      })
      .from(membership)
      .innerJoin(tenant, eq(tenant.id, membership.tenantId))
      .where(eq(membership.userId, id))
      .orderBy(membership.tenantId),
  );
  return { id, name, email, superAdmin, memberships };
}

async function deviceState({ db }: Context, { id, tenantId }: CallingDevice) {
  const [found] = await db.tenant(tenantId, (tx) =>
    tx
      .select({
        id: device.id,
        code: device.code,
        name: device.name,
        outletId: outlet.id,
        outletCode: outlet.code,
        outletName: outlet.name,
        tenantId: tenant.id,
        tenantName: tenant.name,
      })
      .from(device)
      .innerJoin(outlet, eq(outlet.id, device.outletId))
      .innerJoin(tenant, eq(tenant.id, device.tenantId))
      .where(eq(device.id, id)),
  );
  return found ?? null;
}
