import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { CONTRACT_VERSION } from '../../shared/sync/contract.ts';
import type { OutletRow } from '../../shared/sync/pull.ts';
import { MAX_TIME_MS, text } from '../../shared/sync/sale-record.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { keepDeviceReport } from './device-report.ts';

export const helloSchema = z.strictObject({
  contract: z.int(),
  deviceTime: z.int().min(0).max(MAX_TIME_MS),
  unsent: z.int().min(0),
  refused: z.int().min(0),
  appVersion: text(64),
});
export type Hello = z.infer<typeof helloSchema>;

export interface HelloReply {
  contract: number;
  /** server clock, epoch ms */
  serverTime: number;
  device: { id: string; code: string; name: string; outletId: string; revoked: false };
  outlet: OutletRow;
  tenantName: string;
  /** highest receipt sequence stored for this device, of sales and refunds; 0 before its first */
  lastReceiptSeq: number;
}

/** Keeps what the device reports, and tells it who it is and where its receipt numbers stand. */
export async function hello(
  services: { db: Db; now: () => number },
  device: { tenantId: string; id: string },
  report: Hello,
): Promise<HelloReply> {
  const serverTime = services.now();
  const known = await services.db.tenant(device.tenantId, async (tx) => {
    await keepDeviceReport(tx, device, report, serverTime);
    const [row] = rowsOf<{ known: Pick<HelloReply, 'device' | 'outlet' | 'tenantName' | 'lastReceiptSeq'> }>(
      await tx.execute(sql`
        select json_build_object(
          'device', json_build_object('id', d.id, 'code', d.code, 'name', d.name, 'outletId', d.outlet_id, 'revoked', false),
          'outlet', json_build_object('id', o.id, 'code', o.code, 'name', o.name, 'address', o.address,
            'timeZone', o.time_zone, 'deleted', not o.active),
          'tenantName', (select name from tenant where id = d.tenant_id),
          'lastReceiptSeq', greatest(0,
            (select max(receipt_seq) from sale where tenant_id = d.tenant_id and device_id = d.id),
            (select max(receipt_seq) from refund where tenant_id = d.tenant_id and device_id = d.id))) as known
        from device d join outlet o on o.tenant_id = d.tenant_id and o.id = d.outlet_id
        where d.tenant_id = ${device.tenantId} and d.id = ${device.id}`),
    );
    if (!row) throw new Error(`device ${device.id} has no outlet`);
    return row.known;
  });
  return { contract: CONTRACT_VERSION, serverTime, ...known };
}
