import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '../services.ts';
import { announce } from '../sync/changes.ts';
import { audit } from './audit.ts';
import { endedDeviceCookie, readDeviceCookie } from './device-cookie.ts';
import { device } from './tables.ts';

/**
 * The tablet `deviceId` was signed out by whoever holds it: ends its credential and takes the cookie away. The cookie
 * of another device stays, for this browser may have been enrolled anew since. Calling it again changes nothing.
 */
export async function leaveShop(ctx: Context, deviceId: string): Promise<void> {
  if (readDeviceCookie(ctx.headers)?.deviceId !== deviceId) return;
  const leaving = await ctx.device();
  if (leaving) await endCredential(ctx, leaving);
  ctx.setCookie(endedDeviceCookie());
}

async function endCredential(
  { db, now, newId }: Context,
  { id, tenantId }: { id: string; tenantId: string },
): Promise<void> {
  await db.tenant(tenantId, async (tx) => {
    const left = await tx
      .update(device)
      .set({ revokedAt: new Date(now()) })
      .where(and(eq(device.id, id), isNull(device.revokedAt)))
      .returning({ name: device.name, unsent: device.unsent });
    if (!left[0]) return;
    await audit(
      tx,
      { tenantId, newId, now },
      { actorKind: 'device', actorId: id, action: 'device.left', target: id, detail: left[0] },
    );
    // Live feeds look their credential up again, at once.
    await announce(tx, tenantId, []);
  });
}
