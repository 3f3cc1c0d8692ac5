import type { RefusalCode } from './contract.ts';

/** What people are told about a record that the server set aside: what happened to it, and the next thing to do. */
const REFUSAL_TEXT = {
  invalid: {
    id: 'Server tidak dapat membaca catatan ini. Catatan tetap tersimpan di perangkat dan di server; beri tahu pemilik toko.',
    en: 'The server could not read this record. It is kept on the device and on the server; tell the shop owner.',
  },
  conflict: {
    id: 'Nomor catatan ini sudah dipakai untuk isi yang lain. Keduanya disimpan; minta pemilik toko memeriksanya.',
    en: 'This record’s id already stands for other content. Both are kept; ask the shop owner to look at them.',
  },
  unknownKind: {
    id: 'Server belum mengenal jenis catatan ini. Catatan tetap tersimpan; coba lagi setelah server diperbarui.',
    en: 'The server does not know this kind of record yet. It is kept; try again after the server’s update.',
  },
  outletUnknown: {
    id: 'Outlet pada catatan ini bukan milik toko ini. Catatan tetap tersimpan; beri tahu pemilik toko.',
    en: 'The outlet on this record is not this shop’s. It is kept; tell the shop owner.',
  },
  deviceUnknown: {
    id: 'Perangkat pada catatan ini bukan milik toko ini. Catatan tetap tersimpan; beri tahu pemilik toko.',
    en: 'The device on this record is not this shop’s. It is kept; tell the shop owner.',
  },
} as const satisfies Record<RefusalCode, { id: string; en: string }>;

/** The sentence for a refused record. The answer's own `message` is for developers and only English. */
export function refusalText(code: RefusalCode, language: 'id' | 'en'): string {
  return REFUSAL_TEXT[code][language];
}
