import { sql } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';

/** What a device tells of itself with every push and hello, for the owner's eyes. */
export interface DeviceReport {
  /** its clock, epoch ms */
  deviceTime: number;
  unsent: number;
  refused: number;
  appVersion: string;
}

/** Keeps the report; `now` is the server's clock, epoch ms. Locks the device's row until the transaction ends. */
export async function keepDeviceReport(
  tx: Tx,
  device: { tenantId: string; id: string },
  report: DeviceReport,
  now: number,
): Promise<void> {
  const capped = (count: number) => Math.min(count, 2_000_000_000);
  await tx.execute(sql`update device set last_seen_at = to_timestamp(${now}::float8 / 1000),
      unsent = ${capped(report.unsent)}, refused = ${capped(report.refused)},
      clock_offset_ms = ${now - report.deviceTime}, app_version = ${report.appVersion}
    where tenant_id = ${device.tenantId} and id = ${device.id}`);
}
