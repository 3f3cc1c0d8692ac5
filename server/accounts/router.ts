import { z } from 'zod';
import { ROLES } from '../../shared/roles.ts';
import { text } from '../../shared/sync/sale-record.ts';
import {
  deviceProcedure,
  managerProcedure,
  ownerProcedure,
  publicProcedure,
  router,
  superAdminProcedure,
} from '../trpc/procedures.ts';
import { accountState } from './account-state.ts';
import { listDevices, newEnrolmentCode, renameDevice, revokeDevice } from './devices.ts';
import { enrolDevice } from './enrol-device.ts';
import * as input from './inputs.ts';
import { createTenant, listTenants, listUsers, resetLinkFor } from './installation.ts';
import { leaveShop } from './leave-shop.ts';
import { listAudit } from './list-audit.ts';
import { listOutlets, saveOutlet } from './outlets.ts';
import { resetPassword } from './reset-link.ts';
import { listStaff, saveStaff, setPin, setStaffActive, staffSignInLink } from './save-staff.ts';
import { setUp } from './set-up.ts';
import { staffSnapshot } from './staff-snapshot.ts';

const byId = z.object({ id: input.id });
const shop = {
  shopName: input.shopName,
  outletName: input.shopName,
  outletCode: input.outletCode,
  ownerName: input.personName,
  email: input.email,
};

const outlets = router({
  list: managerProcedure.query(({ ctx }) => listOutlets(ctx)),
  save: ownerProcedure
    .input(
      z.object({
        id: input.id.optional(),
        code: input.outletCode,
        name: input.shopName,
        address: text(300).trim().default(''),
        timeZone: input.timeZone.default('Asia/Jakarta'),
        active: z.boolean().default(true),
      }),
    )
    .mutation(({ ctx, input }) => saveOutlet(ctx, input)),
});

const staff = router({
  list: managerProcedure.query(({ ctx }) => listStaff(ctx)),
  save: managerProcedure
    .input(
      z.object({
        id: input.id.optional(),
        name: input.personName,
        role: z.enum(ROLES),
        email: input.email.optional(),
      }),
    )
    .mutation(({ ctx, input }) => saveStaff(ctx, input)),
  setPin: managerProcedure
    .input(z.object({ id: input.id, pin: input.pin.nullable() }))
    .mutation(({ ctx, input }) => setPin(ctx, input)),
  setActive: managerProcedure
    .input(z.object({ id: input.id, active: z.boolean() }))
    .mutation(({ ctx, input }) => setStaffActive(ctx, input)),
  signInLink: ownerProcedure.input(byId).mutation(({ ctx, input }) => staffSignInLink(ctx, input.id)),
});

const devices = router({
  list: managerProcedure.query(({ ctx }) => listDevices(ctx)),
  newCode: managerProcedure
    .input(z.object({ outletId: input.id }))
    .mutation(({ ctx, input }) => newEnrolmentCode(ctx, input.outletId)),
  rename: managerProcedure
    .input(z.object({ id: input.id, name: input.personName }))
    .mutation(({ ctx, input }) => renameDevice(ctx, input)),
  revoke: managerProcedure.input(byId).mutation(({ ctx, input }) => revokeDevice(ctx, input.id)),
});

const audit = router({
  list: ownerProcedure
    .input(z.object({ before: input.id.optional(), limit: z.int().min(1).max(200).default(50) }))
    .query(({ ctx, input }) => listAudit(ctx, input)),
});

const admin = router({
  tenants: superAdminProcedure.query(({ ctx }) => listTenants(ctx)),
  createTenant: superAdminProcedure
    .input(z.object(shop))
    .mutation(({ ctx, input }) => createTenant(ctx, input)),
  users: superAdminProcedure.query(({ ctx }) => listUsers(ctx)),
  resetLink: superAdminProcedure
    .input(z.object({ userId: text(64) }))
    .mutation(({ ctx, input }) => resetLinkFor(ctx, input.userId)),
});

export const accountsRouter = router({
  state: publicProcedure.query(({ ctx }) => accountState(ctx)),
  setup: publicProcedure
    .input(z.object({ ...shop, token: z.string().max(200), password: input.password }))
    .mutation(({ ctx, input }) => setUp(ctx, input)),
  enrol: publicProcedure
    .input(z.object({ code: z.string().regex(/^\d{6}$/), deviceName: text(80).trim().optional() }))
    .mutation(({ ctx, input }) => enrolDevice(ctx, input)),
  /** A tablet that was signed out; public, for one that was revoked meanwhile is rid of its cookie too. */
  leave: publicProcedure
    .input(z.object({ deviceId: input.id }))
    .mutation(({ ctx, input }) => leaveShop(ctx, input.deviceId)),
  resetPassword: publicProcedure
    .input(z.object({ token: z.string().max(200), password: input.password }))
    .mutation(async ({ ctx, input }) => resetPassword(ctx, input.token, input.password)),
  staffSnapshot: deviceProcedure.query(({ ctx }) => staffSnapshot(ctx, ctx.device)),
  outlets,
  staff,
  devices,
  audit,
  admin,
});
