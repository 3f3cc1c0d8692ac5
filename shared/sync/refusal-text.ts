import type { RefusalCode } from './contract.ts';

/**
 * What an owner or manager is told about a record that the server set aside: what happened to it, and the next thing to
 * do. Cashiers are told in the till's own words to come to them.
 */
const REFUSAL_TEXT = {
  invalid: {
    id: 'Server tidak dapat membaca catatan ini. Catatan tetap tersimpan di perangkat dan di server; cocokkan isinya dengan struk, lalu beri tahu pengelola server.',
    en: 'The server could not read this record. It is kept on the device and on the server; compare it with the receipt, then tell whoever runs the server.',
  },
  conflict: {
    id: 'Nomor catatan ini sudah dipakai untuk isi yang lain. Keduanya disimpan; bandingkan dengan penjualan bernomor sama, lalu singkirkan yang salah.',
    en: 'This record’s id already stands for other content. Both are kept; compare it with the sale of the same number, then dismiss the wrong one.',
  },
  unknownKind: {
    id: 'Server belum mengenal jenis catatan ini. Catatan tetap tersimpan; coba lagi setelah server diperbarui.',
    en: 'The server does not know this kind of record yet. It is kept; try again after the server’s update.',
  },
  outletUnknown: {
    id: 'Cabang pada catatan ini bukan milik toko ini. Catatan tetap tersimpan; periksa apakah perangkatnya pernah dipakai di toko lain.',
    en: 'The outlet on this record is not this shop’s. It is kept; find out whether its device was used in another shop.',
  },
  deviceUnknown: {
    id: 'Perangkat pada catatan ini bukan milik toko ini. Catatan tetap tersimpan; periksa apakah perangkat itu pernah dipakai di toko lain.',
    en: 'The device on this record is not this shop’s. It is kept; find out whether that device was used in another shop.',
  },
} as const satisfies Record<RefusalCode, { id: string; en: string }>;

/** The sentence for a refused record. The answer's own `message` is for developers and only English. */
export function refusalText(code: RefusalCode, language: 'id' | 'en'): string {
  return REFUSAL_TEXT[code][language];
}
