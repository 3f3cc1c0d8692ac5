import { and, eq } from 'drizzle-orm';
import type { PrinterReport } from '../../shared/printing/printer-report.ts';
import { device as deviceTable } from '../accounts/tables.ts';
import type { Db } from '../db/connect.ts';
import type { CallingDevice } from '../services.ts';

/** Keeps what the tablet last saw of its printers. */
export async function keepPrinterReport(
  { db, device, now }: { db: Db; device: CallingDevice; now: () => number },
  printers: PrinterReport[],
): Promise<void> {
  await db.tenant(device.tenantId, (tx) =>
    tx
      .update(deviceTable)
      .set({ printers, printersAt: new Date(now()) })
      .where(and(eq(deviceTable.tenantId, device.tenantId), eq(deviceTable.id, device.id))),
  );
}
