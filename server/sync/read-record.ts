import type { ZodError } from 'zod';
import {
  type DeviceRecord,
  RECORD_SCHEMAS,
  type RecordKind,
  type RefusalCode,
} from '../../shared/sync/contract.ts';
import { upcastRecord } from '../../shared/sync/upcast.ts';
import { contentHash } from '../sales/content-hash.ts';
import { storableText } from '../sales/keep-refused.ts';
import { RECORD_HANDLERS } from './record-handlers.ts';

/** One pushed record after reading: either whole and typed, or refused with the reason. */
export type ReadRecord =
  | { id: string; sent: unknown; record: DeviceRecord; contentHash: string }
  | { id: string; sent: unknown; record: null; code: RefusalCode; field: string; message: string };

/** Reads a record of any kind written under `contract`. Never throws, whatever it is given (S6, T4). */
export function readRecord(sent: unknown, contract: number): ReadRecord {
  const fields = typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {};
  const id = typeof fields.id === 'string' ? storableText(fields.id, 128) : '';
  const refused = (code: RefusalCode, field: string, message: string): ReadRecord => ({
    id,
    sent,
    record: null,
    code,
    field,
    message: storableText(message, 300),
  });
  const kind = fields.kind ?? 'sale';
  if (typeof kind === 'string' && !isStored(kind))
    return refused('unknownKind', 'kind', `no kind of record is called ${JSON.stringify(kind)}`);
  // What names no kind at all is measured as a sale: its first mistake is then the kind.
  const schema = RECORD_SCHEMAS[isStored(kind) ? kind : 'sale'];
  const parsed = schema.safeParse(upcastRecord(sent, contract));
  if (!parsed.success) {
    const { field, message } = firstIssue(parsed.error);
    return refused('invalid', field, message);
  }
  return { id, sent, record: parsed.data, contentHash: contentHash(parsed.data) };
}

function isStored(kind: unknown): kind is RecordKind {
  return typeof kind === 'string' && Object.hasOwn(RECORD_HANDLERS, kind);
}

/** Where the first mistake is (`lines.0.quantityMilli`) and what it is, in English. */
export function firstIssue(error: ZodError): { field: string; message: string } {
  const [issue] = error.issues;
  return {
    field: storableText(issue?.path.map(String).join('.') ?? '', 128),
    message: storableText(issue?.message ?? 'invalid', 300),
  };
}
