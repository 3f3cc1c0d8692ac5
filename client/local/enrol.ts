import type { LedgerDb } from './ledger/ledger-db.ts';
import type { KeptIdentity } from './ledger/meta.ts';
import { readMeta, writeMeta } from './ledger/meta.ts';
import { RefusedCall, type Server } from './sync/server.ts';
import type { EnrolResult } from './types.ts';

/**
 * Exchanges the code for an identity and keeps it. Records of an earlier identity stay: they are sent under the new
 * one when it belongs to the same shop, and otherwise wait here.
 */
export async function enrol(
  db: LedgerDb,
  server: Server,
  code: string,
): Promise<EnrolResult & { kept?: KeptIdentity }> {
  try {
    const { device, outlet, tenant, snapshotPublicKey } = await server.mutate('accounts', 'enrol', {
      code: code.replace(/\s+/g, ''),
    });
    const kept: KeptIdentity = {
      deviceId: device.id,
      deviceCode: device.code,
      deviceName: device.name,
      tenantId: tenant.id,
      tenantName: tenant.name,
      outlet,
      snapshotPublicKey: snapshotPublicKey as JsonWebKey,
    };
    await db.transaction('rw', db.meta, async () => {
      await writeMeta(db, 'identity', kept);
      // The new credential has taken the place of an old one that is still to be given back.
      await db.meta.bulkDelete(['snapshot', 'pinTries', 'leaving', 'outletSettings']);
    });
    return { ok: true, identity: kept, kept };
  } catch (error) {
    if (error instanceof RefusedCall) return { ok: false, code: error.code, values: error.values };
    return { ok: false, code: 'offline', values: {} };
  }
}

/** What a greeting teaches: names may have changed, and the server may know higher receipt numbers than we do. */
export async function learnFromHello(
  db: LedgerDb,
  reply: {
    device: { id: string; code: string; name: string };
    outlet: KeptIdentity['outlet'];
    tenantName: string;
    lastReceiptSeq: number;
  },
): Promise<KeptIdentity | undefined> {
  return db.transaction('rw', db.meta, async () => {
    const kept = await readMeta(db, 'identity');
    if (!kept || kept.deviceId !== reply.device.id) return kept;
    const { id, code, name, address, timeZone } = reply.outlet;
    const next: KeptIdentity = {
      ...kept,
      deviceName: reply.device.name,
      tenantName: reply.tenantName,
      outlet: { id, code, name, address, timeZone },
    };
    if (JSON.stringify(next) !== JSON.stringify(kept)) await writeMeta(db, 'identity', next);
    const sequence = await readMeta(db, 'sequence');
    const known = sequence?.deviceId === kept.deviceId ? sequence.receiptSeq : 0;
    if (reply.lastReceiptSeq > known) {
      await writeMeta(db, 'sequence', {
        ...(known > 0 ? sequence : {}),
        deviceId: kept.deviceId,
        receiptSeq: reply.lastReceiptSeq,
        deviceCounter: sequence?.deviceCounter ?? reply.lastReceiptSeq,
      });
    }
    return next;
  });
}
