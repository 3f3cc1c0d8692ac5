import { initTRPC, type TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { ERRORS, type ErrorCode, errorMessage } from '../../shared/errors.ts';
import { type Role, roleAtLeast } from '../../shared/roles.ts';
import { memberOf } from '../accounts/wanted-tenant.ts';
import { isDatabaseBusy } from '../db/database-busy.ts';
import { Refusal } from '../refusal.ts';
import type { Context } from '../services.ts';

/** Who may call a procedure (T2). The isolation test reads it from every procedure of the router. */
export type Caller =
  | 'public'
  | 'device'
  | 'owner'
  | 'manager'
  | 'deviceOrManager'
  | 'superAdmin'
  /** whoever runs the machine: from this machine itself, or with the token of the settings */
  | 'operator';

/** What was not foreseen is masked, or its message would tell a stranger about our insides. */
function whatToTell(error: TRPCError): {
  code: ErrorCode;
  field?: string | undefined;
  values: Record<string, string | number>;
} {
  if (error instanceof Refusal) return error.gerai;
  if (error.cause instanceof ZodError)
    return { code: 'badInput', field: error.cause.issues[0]?.path.join('.'), values: {} };
  if (error.code === 'PAYLOAD_TOO_LARGE') return { code: 'tooLarge', values: {} };
  if (error.code !== 'INTERNAL_SERVER_ERROR') return { code: 'badInput', values: {} };
  return { code: isDatabaseBusy(error) ? 'busy' : 'unexpected', values: {} };
}

const t = initTRPC
  .context<Context>()
  .meta<{ caller: Caller }>()
  .create({
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter: ({ shape, error }) => {
      const { code, field, values } = whatToTell(error);
      const status =
        code === 'busy'
          ? { code: 'SERVICE_UNAVAILABLE' as const, httpStatus: ERRORS.busy.http }
          : { code: shape.data.code, httpStatus: shape.data.httpStatus };
      return {
        ...shape,
        message: errorMessage(code, 'en', values),
        data: { ...status, gerai: { code, field, values } },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Anybody, signed in or not. */
export const publicProcedure = t.procedure.meta({ caller: 'public' });

/** A tablet with a valid, unrevoked credential: `ctx.device`, `ctx.tenantId`. */
export const deviceProcedure = t.procedure.meta({ caller: 'device' }).use(async ({ ctx, next }) => {
  const device = await ctx.device();
  if (!device) throw new Refusal('deviceNotEnrolled');
  return next({ ctx: { ...ctx, device, tenantId: device.tenantId } });
});

const staffProcedure = (needed: Role, caller: Caller) =>
  t.procedure.meta({ caller }).use(async ({ ctx, next }) => {
    const user = await ctx.user();
    if (!user) throw new Refusal('signInNeeded');
    const member = memberOf(user, ctx.wantedTenantId);
    if (!member || !roleAtLeast(member.role, needed)) throw new Refusal('notAllowed');
    return next({ ctx: { ...ctx, user, member, tenantId: member.tenantId } });
  });

/** An owner of the tenant, signed in with e-mail: `ctx.user`, `ctx.member`, `ctx.tenantId`. */
export const ownerProcedure = staffProcedure('owner', 'owner');

/** A manager or owner, signed in with e-mail. */
export const managerProcedure = staffProcedure('manager', 'manager');

/** Either a tablet or a manager's session; `ctx.tenantId` is the caller's own. */
export const deviceOrManagerProcedure = t.procedure
  .meta({ caller: 'deviceOrManager' })
  .use(async ({ ctx, next }) => {
    const device = await ctx.device();
    // An owner may look at another shop than the one for which this browser is a till.
    if (device && (ctx.wantedTenantId ?? device.tenantId) === device.tenantId)
      return next({ ctx: { ...ctx, tenantId: device.tenantId } });
    const user = await ctx.user();
    const member = user && memberOf(user, ctx.wantedTenantId);
    if (!member) throw new Refusal('signInNeeded');
    return next({ ctx: { ...ctx, tenantId: member.tenantId } });
  });

/** Whoever runs the installation. */
export const superAdminProcedure = t.procedure.meta({ caller: 'superAdmin' }).use(async ({ ctx, next }) => {
  const user = await ctx.user();
  if (!user) throw new Refusal('signInNeeded');
  if (!user.superAdmin) throw new Refusal('notAllowed');
  return next({ ctx: { ...ctx, user } });
});
