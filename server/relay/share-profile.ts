import { and, eq, sql } from 'drizzle-orm';
import type { PrinterProfile, PrintingSettings } from '../../shared/printing/printer-profile.ts';
import { audit } from '../accounts/audit.ts';
import { outlet } from '../accounts/tables.ts';
import type { Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { CallingDevice, Context } from '../services.ts';
import { settingsOfOutlets } from '../settings/settings.ts';
import { outletSettings } from '../settings/tables.ts';
import { announce } from '../sync/changes.ts';

type Ctx = Pick<Context, 'db' | 'now' | 'newId'> & { device: CallingDevice };

const MAX_PRINTERS = 50;

/**
 * Puts the printer into its outlet's own settings. Of one that stands there already the address stays as the owner set
 * it: where the relay goes is never a tablet's to say.
 */
export function shareProfile(ctx: Ctx, profile: PrinterProfile): Promise<void> {
  return changePrinting(ctx, 'printer.shared', profile.id, (printing) => {
    const { printers } = printing;
    const known = printers.find(({ id }) => id === profile.id);
    if (!known && printers.length >= MAX_PRINTERS) throw new Refusal('tooLarge');
    const { address: _never, ...told } = profile;
    const address = profile.way === 'network' ? known?.address : undefined;
    const next: PrinterProfile = { ...told, ...(address && { address }) };
    return {
      ...printing,
      printers: known
        ? printers.map((printer) => (printer.id === next.id ? next : printer))
        : [...printers, next],
    };
  });
}

export function forgetProfile(ctx: Ctx, printerId: string): Promise<void> {
  return changePrinting(ctx, 'printer.forgotten', printerId, (printing) => {
    const known = printing.printers.find(({ id }) => id === printerId);
    if (known?.way === 'network') throw new Refusal('notAllowed');
    return { ...printing, printers: printing.printers.filter(({ id }) => id !== printerId) };
  });
}

function changePrinting(
  ctx: Ctx,
  action: string,
  printerId: string,
  change: (before: PrintingSettings) => PrintingSettings,
): Promise<void> {
  const { db, device, now } = ctx;
  const { tenantId, outletId } = device;
  return db.tenant(tenantId, async (tx: Tx) => {
    // The same rows, in the same order, as somebody locks who saves settings in the office.
    await tx.select({ id: outlet.id }).from(outlet).orderBy(outlet.id).for('update');
    const before = (await settingsOfOutlets(tx, [outletId])).get(outletId)?.printing;
    if (!before) throw new Refusal('notFound');
    const printing = change(before);
    if (JSON.stringify(printing) === JSON.stringify(before)) return;
    const mine = and(eq(outletSettings.tenantId, tenantId), eq(outletSettings.scopeId, outletId));
    const [saved] = await tx.select().from(outletSettings).where(mine);
    const row = {
      version: (saved?.version ?? 0) + 1,
      sections: { ...saved?.sections, printing },
      updatedAt: new Date(now()),
    };
    if (saved) await tx.update(outletSettings).set(row).where(mine);
    else await tx.insert(outletSettings).values({ tenantId, scopeId: outletId, ...row });
    await tx.execute(sql`update outlet set code = code where id = ${outletId}`);
    await audit(
      tx,
      { ...ctx, tenantId },
      {
        actorKind: 'device',
        actorId: device.id,
        action,
        target: printerId,
        detail: { version: row.version },
      },
    );
    await announce(tx, tenantId, ['settings', 'outlet']);
  });
}
