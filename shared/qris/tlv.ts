/** Fields by their two-digit tag. */
export type TlvFields = Map<string, string>;

/**
 * EMVCo merchant-presented QR: two digits tag, two digits length of the value, value, repeated. Null when the lengths
 * do not add up, a tag repeats, or it is not plain ASCII (where a character is a byte).
 */
export function parseTlv(text: string): TlvFields | null {
  if (!/^[\x20-\x7e]*$/.test(text)) return null;
  const fields: TlvFields = new Map();
  let at = 0;
  while (at < text.length) {
    const head = /^(\d{2})(\d{2})$/.exec(text.slice(at, at + 4));
    const tag = head?.[1];
    if (tag === undefined || fields.has(tag)) return null;
    const end = at + 4 + Number(head?.[2]);
    if (end > text.length) return null;
    fields.set(tag, text.slice(at + 4, end));
    at = end;
  }
  return fields;
}

/** In ascending order of tags. Values are ASCII of at most 99 characters. */
export function writeTlv(fields: TlvFields): string {
  return [...fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tag, value]) => `${tag}${String(value.length).padStart(2, '0')}${value}`)
    .join('');
}
