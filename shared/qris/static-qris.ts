import type { Rupiah } from '../money.ts';
import { crc16 } from './crc16.ts';
import { parseTlv, type TlvFields, writeTlv } from './tlv.ts';

/** Most that one QRIS payment may be, unless the outlet says less. */
export const QRIS_MAX_AMOUNT: Rupiah = 10_000_000;

export type QrisProblem =
  /** no merchant-presented payment code at all */
  | 'qrisNotQris'
  /** begins like one, but is cut off or garbled */
  | 'qrisBroken'
  /** the check sum does not fit: misread or changed */
  | 'qrisCrc'
  /** made for one payment: only the printed code of the shop can be kept */
  | 'qrisNotStatic'
  /** of another country or currency */
  | 'qrisNotRupiah'
  /** no merchant name, or no national merchant id */
  | 'qrisMerchantMissing'
  | 'qrisAmountInvalid'
  | 'qrisAmountTooLarge'
  /** a bill number, reference or terminal that the code cannot carry */
  | 'qrisReferenceInvalid';

export type QrisFailure = { ok: false; code: QrisProblem };

/** What people compare with the sticker on the counter. */
export interface StaticQris {
  ok: true;
  merchantName: string;
  /** national merchant id: ID and 13 digits */
  nmid: string;
  city: string;
  fields: TlvFields;
}

const NATIONAL_DOMAIN = 'ID.CO.QRIS.WWW';

/** Reads and checks a shop's own static QRIS as scanned or pasted (EMVCo merchant-presented mode, CRC over all but itself). */
export function readStaticQris(scanned: string): StaticQris | QrisFailure {
  const payload = scanned.trim();
  if (!payload.startsWith('000201')) return failure('qrisNotQris');
  const fields = parseTlv(payload);
  if (!fields || !/6304[0-9a-fA-F]{4}$/.test(payload) || fields.get('63')?.length !== 4)
    return failure('qrisBroken');
  if (crc16(payload.slice(0, -4)) !== payload.slice(-4).toUpperCase()) return failure('qrisCrc');
  if (fields.get('53') !== '360' || fields.get('58') !== 'ID') return failure('qrisNotRupiah');
  if ((fields.get('01') ?? '11') !== '11') return failure('qrisNotStatic');
  const national = parseTlv(fields.get('51') ?? '');
  const nmid = national?.get('00') === NATIONAL_DOMAIN ? (national.get('02') ?? '') : '';
  const merchantName = fields.get('59')?.trim() ?? '';
  if (merchantName === '' || !/^ID\d{13}$/.test(nmid)) return failure('qrisMerchantMissing');
  return { ok: true, merchantName, nmid, city: fields.get('60')?.trim() ?? '', fields };
}

export interface QrisOptions {
  /** cap per payment; QRIS_MAX_AMOUNT when left out */
  maxAmount?: Rupiah;
  billNumber?: string;
  reference?: string;
  terminal?: string;
  /** asked for on top by the payer's app; left out: as the static code has it */
  fixedTip?: Rupiah;
}

/**
 * The static code with an amount in it, for one payment: tag 01 becomes 12, tag 54 the amount, the CRC anew. It gives no
 * callback: somebody has to see the money arrive.
 */
export function withAmount(
  staticPayload: string,
  amount: Rupiah,
  options: QrisOptions = {},
): { ok: true; payload: string } | QrisFailure {
  const qris = readStaticQris(staticPayload);
  if (!qris.ok) return qris;
  const { maxAmount = QRIS_MAX_AMOUNT, fixedTip } = options;
  if (!isAmount(amount) || (fixedTip !== undefined && !isAmount(fixedTip)))
    return failure('qrisAmountInvalid');
  if (amount + (fixedTip ?? 0) > maxAmount) return failure('qrisAmountTooLarge');
  const fields: TlvFields = new Map(qris.fields);
  fields.delete('63');
  fields.set('01', '12');
  fields.set('54', String(amount));
  if (fixedTip !== undefined) {
    fields.set('55', '02').set('56', String(fixedTip));
    fields.delete('57');
  }
  const extra = additionalData(fields.get('62'), options);
  if (extra === null) return failure('qrisReferenceInvalid');
  if (extra !== '') fields.set('62', extra);
  const body = `${writeTlv(fields)}6304`;
  return { ok: true, payload: body + crc16(body) };
}

/** Tag 62 with what is added; null when it can't be carried. */
function additionalData(present: string | undefined, options: QrisOptions): string | null {
  const data = present === undefined ? new Map<string, string>() : parseTlv(present);
  const added = [
    ['01', options.billNumber],
    ['05', options.reference],
    ['07', options.terminal],
  ] as const;
  if (added.every(([, value]) => value === undefined)) return present ?? '';
  if (data === null) return null;
  for (const [tag, value] of added) {
    if (value === undefined) continue;
    if (!/^[\x20-\x7e]{1,25}$/.test(value)) return null;
    data.set(tag, value);
  }
  const written = writeTlv(data);
  return written.length <= 99 ? written : null;
}

function isAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function failure(code: QrisProblem): QrisFailure {
  return { ok: false, code };
}
