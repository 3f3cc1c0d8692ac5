import { and, asc, desc, eq, gt, isNotNull, lt, or, sql } from 'drizzle-orm';
import { audit } from '../accounts/audit.ts';
import { staff, tenant } from '../accounts/tables.ts';
import type { Db, Tx } from '../db/connect.ts';
import { type InstanceKeys, isSealedByNewest, resealInstallation } from '../instance-keys.ts';
import { vaultKey, vaultSecret } from './tables.ts';
import type { Vault } from './vault.ts';

const BATCH = 100;

interface Ports {
  db: Db;
  keys: InstanceKeys;
  vault: Vault;
  now: () => number;
  newId: () => string;
}

export interface RotationReport {
  tenants: number;
  secrets: number;
  pins: number;
  /** signing keys and the canary */
  own: number;
  /** what no known key opens; it stays as it is, and so do the keys that it waits for */
  leftovers: { tenantId: string; connectionId: string; field: string }[];
}

/**
 * Brings everything under the newest instance key while the shop goes on: a new data key for each tenant, secrets
 * encrypted again in batches, PINs and signing keys sealed again. What is done shows in the rows themselves, so a run
 * that was stopped goes on where it was.
 */
export async function rotateKeys(
  ports: Ports,
  onProgress: (report: RotationReport, tenants: number) => void = () => {},
): Promise<RotationReport> {
  const report: RotationReport = { tenants: 0, secrets: 0, pins: 0, own: 0, leftovers: [] };
  const tenants = await ports.db.system((tx) => tx.select({ id: tenant.id }).from(tenant).orderBy(tenant.id));
  for (const { id } of tenants) {
    await rotateSecrets(ports, id, report, () => onProgress(report, tenants.length));
    await rotatePins(ports, id, report);
    report.tenants += 1;
    onProgress(report, tenants.length);
  }
  report.own = await resealInstallation(ports.db, ports.keys);
  return report;
}

async function rotateSecrets(ports: Ports, tenantId: string, report: RotationReport, told: () => void) {
  const { db, vault } = ports;
  const newest = await db.tenant(tenantId, (tx) => newestKey(tx, ports, tenantId));
  if (newest === undefined) return;
  let moved = 0;
  // Whoever stored a secret with the old key meanwhile is found by the next round.
  for (;;) {
    const skipped = new Set<string>();
    let after: { connectionId: string; field: string } | undefined;
    do {
      const batch = await db.tenant(tenantId, (tx) => moveBatch(tx, ports, tenantId, newest, after));
      after = batch.last;
      moved += batch.moved;
      report.secrets += batch.moved;
      for (const { connectionId, field } of batch.broken) {
        skipped.add(`${connectionId} ${field}`);
        if (report.leftovers.some((one) => one.connectionId === connectionId && one.field === field))
          continue;
        report.leftovers.push({ tenantId, connectionId, field });
      }
      told();
    } while (after);
    const finished = await db.tenant(tenantId, (tx) =>
      dropOldKeys(tx, ports, { tenantId, newest, moved, expected: skipped.size }),
    );
    if (finished) return;
  }

  async function newestKey(tx: Tx, { keys }: Ports, id: string): Promise<number | undefined> {
    const [row] = await tx
      .select()
      .from(vaultKey)
      .where(eq(vaultKey.tenantId, id))
      .orderBy(desc(vaultKey.number))
      .limit(1);
    if (!row) return undefined;
    if (isSealedByNewest(keys, row.wrapped)) return row.number;
    await vault.internals.addKey(tx, id, row.number + 1);
    return row.number + 1;
  }
}

async function moveBatch(
  tx: Tx,
  { vault, now }: Ports,
  tenantId: string,
  newest: number,
  after: { connectionId: string; field: string } | undefined,
) {
  const keys = new Map(
    (await tx.select().from(vaultKey).where(eq(vaultKey.tenantId, tenantId))).map(({ number, wrapped }) => [
      number,
      vault.internals.unwrap(tenantId, number, wrapped),
    ]),
  );
  const target = keys.get(newest);
  if (!target) throw new Error(`data key ${newest} of tenant ${tenantId} can't be unwrapped`);
  const rows = await tx
    .select()
    .from(vaultSecret)
    .where(
      and(
        eq(vaultSecret.tenantId, tenantId),
        lt(vaultSecret.keyNumber, newest),
        after &&
          or(
            gt(vaultSecret.connectionId, after.connectionId),
            and(eq(vaultSecret.connectionId, after.connectionId), gt(vaultSecret.field, after.field)),
          ),
      ),
    )
    .orderBy(asc(vaultSecret.connectionId), asc(vaultSecret.field))
    .limit(BATCH)
    .for('update');
  const broken: { connectionId: string; field: string }[] = [];
  for (const { connectionId, field, keyNumber, ciphertext, updatedAt } of rows) {
    const place = { tenantId, connectionId, field };
    const dataKey = keys.get(keyNumber);
    try {
      if (!dataKey) throw new Error('no key');
      const secret = vault.internals.decrypt(dataKey, place, ciphertext);
      const sealed = vault.internals.encrypt({ number: newest, bytes: target }, place, secret);
      await tx
        .update(vaultSecret)
        .set({ ...sealed, updatedAt: updatedAt ?? new Date(now()) })
        .where(
          and(
            eq(vaultSecret.tenantId, tenantId),
            eq(vaultSecret.connectionId, connectionId),
            eq(vaultSecret.field, field),
          ),
        );
    } catch (error) {
      if ((error as { cause?: unknown }).cause) throw error; // the database, not the key
      broken.push({ connectionId, field });
    }
  }
  const last = rows.length === BATCH ? rows.at(-1) : undefined;
  return { moved: rows.length - broken.length, broken, last };
}

/** Removes data keys that nothing needs; false when a secret came under an old key meanwhile. */
async function dropOldKeys(
  tx: Tx,
  ports: Ports,
  rotation: { tenantId: string; newest: number; moved: number; expected: number },
): Promise<boolean> {
  const { tenantId, newest, moved, expected } = rotation;
  // Waits for whoever is storing a secret with one of them; the next statement then sees that secret.
  const old = await tx
    .select({ number: vaultKey.number })
    .from(vaultKey)
    .where(and(eq(vaultKey.tenantId, tenantId), lt(vaultKey.number, newest)))
    .for('update');
  if (old.length === 0) return true;
  const left = await tx
    .select({ number: vaultSecret.keyNumber, count: sql<string>`count(*)` })
    .from(vaultSecret)
    .where(and(eq(vaultSecret.tenantId, tenantId), lt(vaultSecret.keyNumber, newest)))
    .groupBy(vaultSecret.keyNumber);
  if (left.reduce((sum, { count }) => sum + Number(count), 0) > expected) return false;
  const inUse = left.map(({ number }) => number);
  const gone = old.map(({ number }) => number).filter((number) => !inUse.includes(number));
  for (const number of gone)
    await tx.delete(vaultKey).where(and(eq(vaultKey.tenantId, tenantId), eq(vaultKey.number, number)));
  if (gone.length > 0)
    await audit(
      tx,
      { ...ports, tenantId },
      {
        actorKind: 'system',
        actorId: 'keys:rotate',
        action: 'provider.key_rotated',
        target: `d${newest}`,
        detail: { from: gone, secrets: moved, leftovers: expected },
      },
    );
  return true;
}

async function rotatePins({ db, keys }: Ports, tenantId: string, report: RotationReport): Promise<void> {
  await db.tenant(tenantId, async (tx) => {
    const rows = await tx
      .select({ id: staff.id, pinSealed: staff.pinSealed })
      .from(staff)
      .where(and(eq(staff.tenantId, tenantId), isNotNull(staff.pinSealed)))
      .for('update');
    for (const { id, pinSealed } of rows) {
      if (pinSealed === null || isSealedByNewest(keys, pinSealed)) continue;
      const about = { purpose: 'pin', tenantId, subject: id };
      let stretched: Buffer;
      try {
        stretched = keys.open(pinSealed, about);
      } catch {
        continue; // its owner sets a new PIN; nothing is written over it
      }
      await tx
        .update(staff)
        .set({ pinSealed: keys.seal(stretched, about) })
        .where(and(eq(staff.tenantId, tenantId), eq(staff.id, id)));
      report.pins += 1;
    }
  });
}
