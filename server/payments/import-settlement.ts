import { createHash } from 'node:crypto';
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import Papa from 'papaparse';
import type { Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { Attempt } from './apply-news.ts';
import { type ReadLine, readSettlement } from './read-settlement.ts';
import { paymentAttempt, settlementImport, settlementLine } from './tables.ts';
import type { LineStatus } from './words.ts';

export interface SettlementSummary {
  importId: string | null;
  lines: number;
  gross: number;
  fee: number;
  net: number;
  /** how many lines were found to be what */
  found: Record<LineStatus, number>;
}

type Needed = Pick<Services, 'db' | 'now' | 'newId'>;

/**
 * Takes in a provider's report and matches its lines with what was paid here: by our number, else by the provider's. With
 * `apply` false nothing is stored. Refuses: fileKnown, fileUnreadable (nothing of it is stored).
 */
export async function importSettlement(
  { db, now, newId }: Needed,
  { tenantId, userId }: { tenantId: string; userId: string },
  input: { name: string; csv: string; connectionId: string | null; apply: boolean },
): Promise<SettlementSummary> {
  const parsed = Papa.parse<string[]>(input.csv.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const read = readSettlement(parsed.data);
  if (!read.ok) throw new Refusal('fileUnreadable', { values: { line: read.line, problem: read.problem } });
  const fileHash = createHash('sha256').update(input.csv).digest('hex');
  return db.tenant(tenantId, async (tx) => {
    // Two imports at the same moment would both take the same payment for theirs.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`settlement ${tenantId}`}, 0))`);
    const [known] = await tx
      .select({ name: settlementImport.name })
      .from(settlementImport)
      .where(and(eq(settlementImport.tenantId, tenantId), eq(settlementImport.fileHash, fileHash)));
    if (known) throw new Refusal('fileKnown', { values: { name: known.name } });
    const importId = newId();
    const rows = await matchLines(tx, tenantId, read.lines);
    const found: Record<LineStatus, number> = {
      matched: 0,
      missingHere: 0,
      amountDiffers: 0,
      duplicate: 0,
      manual: 0,
    };
    for (const { status } of rows) found[status] += 1;
    const sum = (of: 'gross' | 'fee' | 'net') =>
      read.lines.reduce(
        (total, line) => total + (line.kind === 'refund' && of !== 'fee' ? -line[of] : line[of]),
        0,
      );
    const summary = { lines: rows.length, gross: sum('gross'), fee: sum('fee'), net: sum('net'), found };
    if (!input.apply) return { importId: null, ...summary };
    await tx.insert(settlementImport).values({
      tenantId,
      id: importId,
      connectionId: input.connectionId,
      name: input.name,
      fileHash,
      lines: rows.length,
      importedBy: userId,
      at: new Date(now()),
    });
    for (let start = 0; start < rows.length; start += 500)
      await tx.insert(settlementLine).values(
        rows.slice(start, start + 500).map(({ line, status, attempt }, index) => ({
          tenantId,
          id: newId(),
          importId,
          lineNo: start + index + 1,
          connectionId: attempt?.connectionId ?? input.connectionId,
          ...line,
          paidAt: line.paidAt === null ? null : new Date(line.paidAt),
          settledAt: line.settledAt === null ? null : new Date(line.settledAt),
          status,
          attemptId: attempt?.id ?? null,
        })),
      );
    return { importId, ...summary };
  });
}

interface Matched {
  line: ReadLine;
  status: LineStatus;
  attempt: Attempt | undefined;
}

async function matchLines(tx: Tx, tenantId: string, lines: ReadLine[]): Promise<Matched[]> {
  const attempts = new Map<string, Attempt>();
  const taken = new Set<string>();
  for (let start = 0; start < lines.length; start += 500) {
    const some = lines.slice(start, start + 500);
    const named = (of: 'reference' | 'providerId') =>
      some.map((line) => line[of]).filter((text) => text !== '');
    const keys = [...named('reference'), ...named('providerId'), ''];
    const found = await tx
      .select()
      .from(paymentAttempt)
      .where(
        and(
          eq(paymentAttempt.tenantId, tenantId),
          or(
            inArray(paymentAttempt.reference, keys),
            inArray(paymentAttempt.providerId, keys),
            inArray(paymentAttempt.providerPaymentId, keys),
          ),
        ),
      );
    for (const attempt of found)
      for (const key of [attempt.providerPaymentId, attempt.providerId, attempt.reference])
        if (key) attempts.set(key, attempt);
    if (found.length === 0) continue;
    const settled = await tx
      .select({ attemptId: settlementLine.attemptId })
      .from(settlementLine)
      .where(
        and(
          eq(settlementLine.tenantId, tenantId),
          eq(settlementLine.kind, 'payment'),
          inArray(settlementLine.status, ['matched', 'amountDiffers']),
          inArray(
            settlementLine.attemptId,
            found.map(({ id }) => id),
          ),
        ),
      );
    for (const { attemptId } of settled) if (attemptId) taken.add(attemptId);
  }
  return lines.map((line) => {
    const attempt = attempts.get(line.reference || ' ') ?? attempts.get(line.providerId || ' ');
    return { line, attempt, status: statusOf(line, attempt, taken) };
  });
}

function statusOf(line: ReadLine, attempt: Attempt | undefined, taken: Set<string>): LineStatus {
  if (!attempt) return 'missingHere';
  if (line.kind === 'refund') return line.gross <= attempt.refundedAmount ? 'matched' : 'amountDiffers';
  if (taken.has(attempt.id)) return 'duplicate';
  taken.add(attempt.id);
  return line.gross === attempt.amount ? 'matched' : 'amountDiffers';
}
