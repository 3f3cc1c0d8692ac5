import type { Tx } from '../db/connect.ts';
import type { CallTrace } from '../hub/call-target.ts';
import { integrationLog, type LogAction } from './tables.ts';

/** Who made something happen on a connection. */
export interface LogActor {
  kind: 'user' | 'device' | 'system';
  id: string;
  ip?: string | undefined;
  userAgent?: string | undefined;
}

/** What is said of a connection; already masked. */
export interface LogEntry {
  connectionId: string;
  action: LogAction;
  verb: string;
  status: 'success' | 'refused' | 'failure';
  ms?: number;
  trace?: CallTrace | undefined;
  errorClass?: string | undefined;
  rule?: string | undefined;
  reference?: string | undefined;
  /** for what is no call */
  request?: Record<string, unknown>;
  response?: Record<string, unknown>;
  httpStatus?: number | undefined;
}

const MAX_TEXT = 300;

/** Adds entries to the log of the hub. `tx` must be in the tenant's scope. */
export async function writeLog(
  tx: Tx,
  stamp: { tenantId: string; newId: () => string; now: () => number },
  actor: LogActor,
  entries: LogEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const at = new Date(stamp.now());
  await tx.insert(integrationLog).values(
    entries.map(({ trace, ...entry }) => ({
      tenantId: stamp.tenantId,
      at,
      id: stamp.newId(),
      connectionId: entry.connectionId,
      action: entry.action,
      verb: entry.verb,
      status: entry.status,
      httpStatus: trace?.status ?? entry.httpStatus ?? null,
      ms: Math.round(trace?.ms ?? entry.ms ?? 0),
      request: trace
        ? storable({
            method: trace.method,
            url: trace.url,
            headers: trace.requestHeaders,
            body: trace.requestBody,
          })
        : (entry.request ?? null),
      response: trace
        ? storable({ headers: trace.responseHeaders, body: trace.responseBody })
        : (entry.response ?? null),
      errorClass: entry.errorClass ?? trace?.errorClass ?? null,
      rule: entry.rule ?? trace?.rule ?? null,
      reference: entry.reference?.slice(0, 120) ?? null,
      actorKind: actor.kind,
      actorId: actor.id,
      ip: actor.ip?.slice(0, 64) ?? null,
      userAgent: actor.userAgent ? printable(actor.userAgent).slice(0, MAX_TEXT) : null,
    })),
  );
}

/** Text that jsonb can hold: providers and strangers send what they like. */
export function printable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}

function storable<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, inner) =>
    typeof inner === 'string' ? printable(inner) : inner,
  ) as Value;
}
