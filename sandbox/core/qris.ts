/** A shop that exists only here: the static code that every simulated acquirer's dynamic codes are made from. */
const MERCHANT: [tag: string, value: string][] = [
  ['26', tlv('00', 'ID.CO.CONTOH.WWW', '01', '936009990000000017', '02', 'GERAI0000000001', '03', 'UMI')],
  ['51', tlv('00', 'ID.CO.QRIS.WWW', '02', 'ID1020000000017', '03', 'UMI')],
  ['52', '5812'],
  ['53', '360'],
];
const PLACE: [tag: string, value: string][] = [
  ['58', 'ID'],
  ['59', 'WARUNG GERAI UJI'],
  ['60', 'BANDUNG'],
  ['61', '40115'],
];

/** Parts of tag 62; the reference is what makes each code of the sandbox unlike any other. */
export interface QrisExtras {
  bill?: string;
  reference?: string;
  terminal?: string;
}

/** A merchant-presented QRIS payload (EMVCo); static when there is no amount. */
export function qrisPayload(amount: number | null, extras: QrisExtras = {}): string {
  const additional = [
    ['01', extras.bill],
    ['05', extras.reference],
    ['07', extras.terminal],
  ].flatMap(([tag, value]) => (tag && value ? [tlv(tag, value)] : []));
  const fields = [
    ['00', '01'],
    ['01', amount === null ? '11' : '12'],
    ...MERCHANT,
    ...(amount === null ? [] : [['54', String(amount)]]),
    ...PLACE,
    ...(additional.length > 0 ? [['62', additional.join('')]] : []),
  ];
  const open = `${fields.map(([tag = '', value = '']) => tlv(tag, value)).join('')}6304`;
  return open + crc16(open);
}

/** CRC-16/CCITT-FALSE as four upper-case hex digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

function tlv(...pairs: string[]): string {
  let out = '';
  for (let i = 0; i < pairs.length; i += 2) {
    const value = pairs[i + 1] ?? '';
    out += `${pairs[i]}${String(Buffer.byteLength(value)).padStart(2, '0')}${value}`;
  }
  return out;
}
