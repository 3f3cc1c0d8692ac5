import { MAX_PUSH_RECORDS } from '../../shared/sync/version.ts';
import type { LedgerDb } from './ledger/ledger-db.ts';
import { unsentRows } from './ledger/outbox.ts';
import { settleAnswers } from './ledger/settle-answers.ts';
import { decryptRescueFile, encryptRescueFile, type RescueContent } from './rescue-file.ts';
import type { Server } from './sync/server.ts';
import type { DeviceIdentity, RescueImportResult, RescueReport } from './types.ts';

/** All unsent records, refused ones included, whoever they belong to (S12). */
export async function exportRescueFile(
  db: LedgerDb,
  identity: DeviceIdentity | null,
  password: string,
  exportedAtMs: number,
): Promise<Blob> {
  const unsent = await unsentRows(db);
  const records = unsent.map(({ record }) => record);
  const contracts = unsent.map(({ contract }) => contract);
  const device: RescueContent['device'] = {
    deviceId: identity?.deviceId ?? '',
    deviceCode: identity?.deviceCode ?? '',
    outletName: identity?.outlet.name ?? '',
    tenantName: identity?.tenantName ?? '',
  };
  return encryptRescueFile({ device, contracts, records, exportedAtMs }, password);
}

/** Sends the records of a file; sending them twice stores them once (S3). */
export async function importRescueFile(
  server: Pick<Server, 'mutate'>,
  file: Blob,
  password: string,
): Promise<RescueImportResult> {
  const reading = await decryptRescueFile(file, password);
  if (!reading.ok) return reading;
  return { ok: true, report: await sendRescued(server, reading.content) };
}

async function sendRescued(
  server: Pick<Server, 'mutate'>,
  { contract: writtenUnder, contracts, records }: RescueContent,
): Promise<RescueReport> {
  const receiptOf = new Map(
    records.map((record) => [record.id, 'receiptNumber' in record ? record.receiptNumber : '']),
  );
  const report: RescueReport = {
    total: records.length,
    applied: 0,
    alreadyApplied: 0,
    flagged: 0,
    refused: [],
    unanswered: records.length,
  };
  const contractAt = (index: number) => contracts?.[index] ?? writtenUnder;
  for (let from = 0, to = 0; from < records.length; from = to) {
    const contract = contractAt(from);
    // One request speaks one contract (S11).
    while (to < records.length && to - from < MAX_PUSH_RECORDS && contractAt(to) === contract) to += 1;
    const batch = records.slice(from, to);
    let answers: readonly { id: string; status: string }[];
    try {
      ({ answers } = await server.mutate('sync', 'rescue', { contract, records: batch }));
    } catch {
      return report;
    }
    const { acked, refused } = settleAnswers(
      batch.map((record) => record.id),
      answers,
    );
    const repeated = new Set(answers.filter((one) => one.status === 'alreadyApplied').map((one) => one.id));
    for (const { id, flags } of acked) {
      if (repeated.has(id)) report.alreadyApplied += 1;
      else report.applied += 1;
      if (flags.some((flag) => flag !== 'rescued')) report.flagged += 1;
    }
    for (const { id, refusal } of refused) {
      report.refused.push({ id, receiptNumber: receiptOf.get(id) ?? '', refusal });
    }
    report.unanswered -= acked.length + refused.length;
  }
  return report;
}
