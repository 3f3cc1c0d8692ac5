import { ERRORS, type ErrorCode } from '../../../shared/errors.ts';
import { chosenShop } from '../chosen-shop.ts';
import { PlainRefusal } from '../trpc.ts';

/** Sends bytes to a plain route for the chosen shop and answers its JSON. Throws PlainRefusal when refused. */
export async function sendBytes<Answer>(path: string, body: Blob, signal?: AbortSignal): Promise<Answer> {
  const tenantId = chosenShop.get();
  const answer = await fetch(path, {
    method: 'POST',
    body,
    headers: tenantId === null ? {} : { 'x-gerai-tenant': tenantId },
    signal: signal ?? null,
  });
  const told = (await answer.json().catch(() => null)) as Refused | null;
  if (answer.ok && told !== null) return told as Answer;
  if (told?.code !== undefined && told.code in ERRORS)
    throw new PlainRefusal({ code: told.code, field: told.field, values: told.values ?? {} });
  throw new Error(`unexpected answer ${answer.status}`);
}

interface Refused {
  code?: ErrorCode;
  field?: string;
  values?: Record<string, string | number>;
}

/** Address of the export of the chosen shop, for a plain link. */
export function exportAddress(): string {
  const tenantId = chosenShop.get();
  return tenantId === null ? '/catalogue/export' : `/catalogue/export?tenant=${tenantId}`;
}
