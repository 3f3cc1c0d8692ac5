import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import {
  CONTRACT_VERSION,
  MAX_PUSH_RECORDS,
  type PushEnvelope,
  type PushReply,
} from '../../shared/sync/contract.ts';
import { renewedDeviceCookie } from '../accounts/device-cookie.ts';
import { deviceOrManagerProcedure, deviceProcedure, router } from '../trpc/procedures.ts';
import { keepDeviceReport } from './device-report.ts';
import { MAX_FEEDS, takeFeedSlot } from './feed-slots.ts';
import { type Hello, hello, helloSchema } from './hello.ts';
import { liveFeed } from './live.ts';
import { anyVersion, checkContract, openEnvelope, openWith } from './open-envelope.ts';
import { push } from './push.ts';

const rescueSchema = z.strictObject({
  /** the version the records were written under */
  contract: z.int().default(CONTRACT_VERSION),
  records: z.array(z.unknown()).max(MAX_PUSH_RECORDS),
});

export const syncRouter = router({
  /** Up to 200 records of the calling device; an answer for each (S3, S5, S6). */
  push: deviceProcedure
    .input(anyVersion<PushEnvelope>())
    .mutation(async ({ ctx, input }): Promise<PushReply> => {
      const envelope = openEnvelope(input);
      const { device, tenantId } = ctx;
      const { answers, versions } = await push(
        ctx,
        {
          tenantId,
          deviceId: device.id,
          rescue: false,
          report: (tx) => keepDeviceReport(tx, device, envelope, ctx.now()),
        },
        envelope.contract,
        envelope.records,
      );
      return { contract: CONTRACT_VERSION, serverTime: ctx.now(), answers, versions };
    }),

  /** The first call of a device that comes online: who it is, what time it is; renews its cookie. */
  hello: deviceProcedure.input(anyVersion<Hello>()).mutation(async ({ ctx, input }) => {
    const reply = await hello(ctx, ctx.device, openWith(helloSchema, input));
    const cookie = renewedDeviceCookie(ctx.headers);
    if (cookie) ctx.setCookie(cookie);
    return reply;
  }),

  /** What changed in the tenant, over SSE. Ends when the device is revoked or the session is over. */
  live: deviceOrManagerProcedure
    .input(z.object({ lastEventId: z.string().max(32).nullish() }).optional())
    .subscription(async function* ({ ctx, input, signal }) {
      const device = await ctx.device();
      const user = device ? null : await ctx.user();
      const ended = new AbortController();
      const giveBack = takeFeedSlot(
        ctx.changes,
        device ? `device ${device.id}` : `user ${user?.id}`,
        device ? MAX_FEEDS.device : MAX_FEEDS.user,
        () => ended.abort(),
      );
      try {
        yield* liveFeed({
          changes: ctx.changes,
          tenantId: ctx.tenantId,
          stillAllowed: () => stillAllowed(ctx),
          signal: signal ? AbortSignal.any([signal, ended.signal]) : ended.signal,
          lastEventId: input?.lastEventId ?? undefined,
          now: ctx.now,
        });
      } finally {
        giveBack();
      }
    }),

  /** Records out of a rescue file, from any device of the tenant (S12). */
  rescue: deviceOrManagerProcedure
    .input(rescueSchema)
    .mutation(async ({ ctx, input }): Promise<PushReply> => {
      checkContract(input.contract);
      const { tenantId } = ctx;
      const device = await ctx.device();
      // The browser of a manager may be another shop's till.
      const deviceId = device?.tenantId === tenantId ? device.id : null;
      const { answers } = await push(
        ctx,
        { tenantId, deviceId, rescue: true },
        input.contract,
        input.records,
      );
      return { contract: CONTRACT_VERSION, serverTime: ctx.now(), answers };
    }),
});

/** Looks the credential up anew: the context remembers what it found when the connection began. */
async function stillAllowed({ identify, headers, tenantId }: Listener): Promise<boolean> {
  const device = await identify.device(headers);
  if (device?.tenantId === tenantId) return true;
  const user = await identify.user(headers);
  return user?.memberships.some((member) => member.tenantId === tenantId) ?? false;
}

interface Listener {
  identify: {
    device: (headers: IncomingHttpHeaders) => Promise<{ tenantId: string } | null>;
    user: (headers: IncomingHttpHeaders) => Promise<{ memberships: { tenantId: string }[] } | null>;
  };
  headers: IncomingHttpHeaders;
  tenantId: string;
}
