import { hash, hmac } from '../core/text.ts';

/** Signature of a call: HMAC-SHA256 by the API key over method, account, hash of the body and the key again. */
export function callSignature(method: string, va: string, body: string, apiKey: string): string {
  return hmac('sha256', apiKey, `${method}:${va}:${hash('sha256', body)}:${apiKey}`, 'hex');
}

const NUMBERS_A = ['trx_id', 'status_code', 'transaction_status_code', 'paid_off'];
const NUMBERS_B = [...NUMBERS_A, 'sub_total', 'total', 'amount', 'fee'];

/** The text that a callback's signature covers; the vendor's two descriptions of its types differ. */
export function canonicalCallback(fields: Record<string, string>, variant: 'A' | 'B'): string {
  const numbers = variant === 'A' ? NUMBERS_A : NUMBERS_B;
  const typed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries({ additional_info: '[]', ...fields })) {
    if (name === 'signature') continue;
    if (numbers.includes(name)) typed[name] = Number(value);
    else if (name === 'is_escrow') typed[name] = variant === 'A' ? value === '1' : Number(value);
    else if (name === 'additional_info') typed[name] = value === '[]' ? [] : value;
    else typed[name] = value;
  }
  const sorted = Object.keys(typed).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return phpJson(Object.fromEntries(sorted.map((name) => [name, typed[name]])));
}

/** The key of callbacks is the account number, not the API key. */
export function callbackSignature(fields: Record<string, string>, va: string, variant: 'A' | 'B'): string {
  return hmac('sha256', va, canonicalCallback(fields, variant), 'hex');
}

/** JSON as PHP writes it by default: slashes and everything beyond ASCII escaped. */
function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
