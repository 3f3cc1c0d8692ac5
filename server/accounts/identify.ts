import { eq } from 'drizzle-orm';
import type { Db } from '../db/connect.ts';
import type { Services } from '../services.ts';
import type { Auth } from './auth.ts';
import { readDeviceCookie, secretMatches } from './device-cookie.ts';
import { device, membership } from './tables.ts';

/** Resolves the two credentials a request can carry. A credential that proves nothing is the same as none. */
export function openIdentify(db: Db, auth: Auth): Services['identify'] {
  return {
    device: async (headers) => {
      const credential = readDeviceCookie(headers);
      if (!credential) return null;
      const { tenantId, deviceId, secret } = credential;
      const [found] = await db.tenant(tenantId, (tx) =>
        tx
          .select({
            outletId: device.outletId,
            code: device.code,
            credentialHash: device.credentialHash,
            revokedAt: device.revokedAt,
          })
          .from(device)
          .where(eq(device.id, deviceId)),
      );
      if (!found || found.revokedAt || !secretMatches(secret, found.credentialHash)) return null;
      return { id: deviceId, tenantId, outletId: found.outletId, code: found.code };
    },
    user: async (headers, setCookie) => {
      const person = await auth.signedIn(headers, setCookie);
      if (!person) return null;
      const memberships = await db.system((tx) =>
        tx
          .select({ tenantId: membership.tenantId, staffId: membership.staffId, role: membership.role })
          .from(membership)
          .where(eq(membership.userId, person.id))
          // Ids grow with time: the first shop stays the default when another is added.
          .orderBy(membership.tenantId),
      );
      return { ...person, memberships };
    },
  };
}
