import { expect, it } from 'vitest';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { CONTRACT_VERSION } from '../../shared/sync/version.ts';
import { importRescueFile } from './rescue.ts';
import { decryptRescueFile, encryptRescueFile } from './rescue-file.ts';

const given = {
  device: { deviceId: 'd1', deviceCode: 'A1', outletName: 'Pusat', tenantName: 'Toko' },
  records: [{ kind: 'sale', id: 'x', receiptNumber: 'PST-A1-000001' } as SaleRecord],
  exportedAtMs: 1_800_000_000_000,
};

it('S12 a rescue file gives back every record to whoever knows the password', async () => {
  const file = await encryptRescueFile(given, 'rahasia toko');
  expect(new TextDecoder('latin1').decode(await file.arrayBuffer())).not.toContain('PST-A1');
  expect(await decryptRescueFile(file, 'rahasia toko')).toEqual({
    ok: true,
    content: { format: 1, contract: CONTRACT_VERSION, ...given },
  });
});

it('S12 a wrong password, another file, a cut one and a newer format are told apart', async () => {
  const file = await encryptRescueFile(given, 'rahasia toko');
  expect(await decryptRescueFile(file, 'lain')).toEqual({ ok: false, reason: 'wrongPassword' });
  expect(await decryptRescueFile(new Blob(['{}']), 'x')).toEqual({ ok: false, reason: 'notARescueFile' });
  expect(await decryptRescueFile(new Blob([]), 'x')).toEqual({ ok: false, reason: 'notARescueFile' });
  expect(await decryptRescueFile(file.slice(0, 60), 'rahasia toko')).toMatchObject({ ok: false });
  const newer = new Blob(['GERAI-RESCUE2', file.slice(13)]);
  expect(await decryptRescueFile(newer, 'rahasia toko')).toEqual({ ok: false, reason: 'newerFormat' });
});

it('S11 S12 each record of a file is sent under the contract that it was written under', async () => {
  const records = ['a', 'b', 'c'].map((id) => ({ kind: 'sale', id, receiptNumber: id }) as SaleRecord);
  const file = await encryptRescueFile({ ...given, records, contracts: [0, 1, 1] }, 'rahasia toko');
  const sent: unknown[] = [];
  const mutate = async (
    _router: string,
    _name: string,
    input: { contract: number; records: SaleRecord[] },
  ) => {
    sent.push([input.contract, ...input.records.map(({ id }) => id)]);
    return { answers: input.records.map(({ id }) => ({ id, status: 'applied' })) };
  };
  const server = { mutate } as unknown as Parameters<typeof importRescueFile>[0];
  expect(await importRescueFile(server, file, 'rahasia toko')).toMatchObject({ report: { applied: 3 } });
  expect(sent).toEqual([
    [0, 'a'],
    [1, 'b', 'c'],
  ]);
});
