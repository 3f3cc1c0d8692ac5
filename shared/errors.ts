/** One registry of what people are told when something can't be done: what happened, and the one next thing to do. */
interface ErrorText {
  /** HTTP status of the answer that carries it */
  http: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;
  id: string;
  en: string;
}

export const ERRORS = {
  signInNeeded: {
    http: 401,
    id: 'Anda belum masuk. Masuk dulu, lalu ulangi.',
    en: 'You are not signed in. Sign in and try again.',
  },
  deviceNotEnrolled: {
    http: 401,
    id: 'Perangkat ini belum terdaftar atau sudah dicabut. Penjualan yang belum terkirim tetap tersimpan; minta kode baru kepada pemilik.',
    en: 'This device is not enrolled or was revoked. Unsent sales are kept; ask the owner for a new code.',
  },
  notAllowed: {
    http: 403,
    id: 'Peran Anda tidak boleh melakukan ini. Minta pemilik toko.',
    en: 'Your role may not do this. Ask the shop owner.',
  },
  notFound: {
    http: 404,
    id: 'Data ini tidak ada (lagi). Muat ulang daftar.',
    en: 'This does not exist (any more). Reload the list.',
  },
  badInput: {
    http: 400,
    id: 'Isian belum benar. Perbaiki kolom yang ditandai.',
    en: 'Something entered is not right. Correct the marked field.',
  },
  tooLarge: {
    http: 413,
    id: 'Kiriman terlalu besar. Bagi menjadi beberapa bagian.',
    en: 'This is too large. Split it into parts.',
  },
  tooManyTries: {
    http: 429,
    id: 'Terlalu banyak percobaan. Tunggu {seconds} detik, lalu coba lagi.',
    en: 'Too many tries. Wait {seconds} seconds and try again.',
  },
  wrongSignIn: { http: 401, id: 'E-mail atau kata sandi salah.', en: 'E-mail or password is wrong.' },
  codeUnknown: {
    http: 404,
    id: 'Kode ini salah, sudah dipakai, atau kedaluwarsa. Minta kode baru kepada pemilik.',
    en: 'This code is wrong, used or expired. Ask the owner for a new one.',
  },
  setupTokenWrong: {
    http: 403,
    id: 'Tautan pemasangan ini salah atau sudah dipakai. Pakai tautan yang dicetak saat server dijalankan.',
    en: 'This set-up link is wrong or used. Use the one printed when the server started.',
  },
  contractTooNew: {
    http: 409,
    id: 'Server lebih lama dari aplikasi ini. Data aman di perangkat; hubungi pengelola server.',
    en: 'The server is older than this app. Data is safe on the device; tell whoever runs the server.',
  },
  contractTooOld: {
    http: 409,
    id: 'Aplikasi ini terlalu lama. Data aman di perangkat; perbarui aplikasi.',
    en: 'This app is too old. Data is safe on the device; update the app.',
  },
  skuTaken: {
    http: 409,
    id: 'SKU {sku} sudah dipakai produk lain. Pakai SKU lain.',
    en: 'SKU {sku} belongs to another product. Use another one.',
  },
  barcodeTaken: {
    http: 409,
    id: 'Kode batang {barcode} sudah dipakai {product}. Hapus di sana dulu.',
    en: 'Barcode {barcode} belongs to {product}. Remove it there first.',
  },
  nameTaken: {
    http: 409,
    id: 'Nama {name} sudah dipakai. Pakai nama lain.',
    en: 'The name {name} is taken. Use another one.',
  },
  codeTaken: {
    http: 409,
    id: 'Kode {code} sudah dipakai. Pakai kode lain.',
    en: 'The code {code} is taken. Use another one.',
  },
  settingsChanged: {
    http: 409,
    id: 'Pengaturan ini sudah diubah orang lain sesudah Anda buka. Muat ulang, lalu ulangi perubahan Anda.',
    en: 'Somebody else changed these settings after you opened them. Reload, then make your change again.',
  },
  phoneTaken: {
    http: 409,
    id: 'Nomor {phone} sudah dipakai {customer}. Gabungkan keduanya atau pakai nomor lain.',
    en: 'The number {phone} belongs to {customer}. Merge the two or use another number.',
  },
  customerOwes: {
    http: 409,
    id: 'Pelanggan ini masih punya kasbon atau deposit. Lunasi atau kembalikan dulu, lalu hapus datanya.',
    en: 'This customer still owes money or has a deposit. Settle that first, then erase the data.',
  },
  bundleLoop: {
    http: 409,
    id: 'Paket tidak boleh berisi paket atau dirinya sendiri. Pilih produk biasa.',
    en: 'A bundle may not hold a bundle or itself. Choose plain products.',
  },
  emailTaken: { http: 409, id: 'E-mail ini sudah terdaftar.', en: 'This e-mail is already registered.' },
  outletCodeInUse: {
    http: 409,
    id: 'Kode cabang ini sudah tercetak di struk, jadi tidak bisa diganti. Ganti namanya saja.',
    en: 'Receipts already carry the code of this outlet, so it stays. Change its name instead.',
  },
  linkUsed: {
    http: 404,
    id: 'Tautan ini salah, sudah dipakai, atau kedaluwarsa. Minta tautan baru.',
    en: 'This link is wrong, used or expired. Ask for a new one.',
  },
  lastOwner: {
    http: 409,
    id: 'Toko harus punya satu pemilik yang aktif.',
    en: 'A shop needs one active owner.',
  },
  importEmpty: {
    http: 400,
    id: 'Berkas ini kosong atau hanya berisi judul. Pilih berkas CSV dengan produk.',
    en: 'This file is empty or has only a header. Choose a CSV file with products.',
  },
  importNotText: {
    http: 400,
    id: 'Berkas ini bukan CSV. Di program tabel, pilih Simpan sebagai → CSV (UTF-8).',
    en: 'This file is not CSV. In your spreadsheet choose Save as → CSV (UTF-8).',
  },
  importNoHeader: {
    http: 400,
    id: 'Baris pertama harus berisi judul kolom: sku atau kode batang, dan misalnya nama dan harga. Unduh contohnya.',
    en: 'The first row must name the columns: sku or barcode, and for example name and price. Download the template.',
  },
  importTooManyRows: {
    http: 413,
    id: 'Berkas ini lebih dari {max} baris. Bagi menjadi beberapa berkas.',
    en: 'This file has more than {max} rows. Split it into several files.',
  },
  importTooWide: {
    http: 400,
    id: 'Satu baris berkas ini terlalu panjang: lebih dari 200 kolom, atau tanda kutip tidak ditutup. Perbaiki di program tabel, lalu simpan lagi sebagai CSV.',
    en: 'A row of this file is too long: more than 200 columns, or a quote that is never closed. Correct it in your spreadsheet and save it as CSV again.',
  },
  pictureNotSupported: {
    http: 400,
    id: 'Gambar harus WebP, PNG atau JPEG. Pilih gambar lain.',
    en: 'A picture must be WebP, PNG or JPEG. Choose another one.',
  },
  demoPasswordPublic: {
    http: 403,
    id: 'Kata sandi demo diketahui semua orang. Ganti dulu kata sandi akun demo ini, lalu ulangi.',
    en: 'Everybody knows the demo password. Change the password of this demo account first, then try again.',
  },
  presetUnknown: {
    http: 404,
    id: 'Penyedia {provider} tidak dikenal. Pilih dari daftar.',
    en: 'The provider {provider} is not known. Choose one from the list.',
  },
  presetInvalid: {
    http: 400,
    id: 'Preset ini belum benar di {at}: {problem}. Perbaiki, lalu simpan lagi.',
    en: 'This preset is not right at {at}: {problem}. Correct it and save again.',
  },
  fieldMissing: {
    http: 400,
    id: '{label} belum diisi.',
    en: '{label} is missing.',
  },
  fieldWrong: {
    http: 400,
    id: '{label} tidak sesuai bentuknya. Salin lagi dari dasbor penyedia.',
    en: '{label} does not look right. Copy it again from the provider.',
  },
  keyOfOtherMode: {
    http: 400,
    id: '{label} ini untuk lingkungan {other}. Pakai kunci yang sesuai, atau ganti mode koneksi.',
    en: 'This {label} belongs to the {other} environment. Use the right key, or change the mode of the connection.',
  },
  modeNotOffered: {
    http: 400,
    id: 'Penyedia ini tidak punya mode itu. Pilih mode lain.',
    en: 'This provider has no such mode. Choose the other one.',
  },
  keyRejected: {
    http: 409,
    id: 'Kunci baru tidak lolos uji, jadi kunci lama tetap dipakai: {verdict}.',
    en: 'The new key did not pass the test, so the old one stays in use: {verdict}.',
  },
  keyUndecryptable: {
    http: 409,
    id: 'Kunci koneksi ini tidak bisa dibuka. Isi ulang kuncinya, atau minta pengelola mengembalikan kunci server.',
    en: 'The keys of this connection can not be opened. Enter them again, or have the server key restored.',
  },
  connectionInUse: {
    http: 409,
    id: 'Koneksi ini masih dipakai untuk {features}. Pindahkan dulu, atau hapus beserta pemakaiannya.',
    en: 'This connection still serves {features}. Move that first, or delete it together with its use.',
  },
  methodNotOffered: {
    http: 409,
    id: 'Cara bayar ini belum tersambung di outlet ini. Pakai cara lain.',
    en: 'This way of paying is not connected at this outlet. Use another one.',
  },
  amountNotOffered: {
    http: 409,
    id: 'Jumlah ini di luar batas penyedia pembayaran. Pakai cara lain.',
    en: 'This amount is outside what the payment provider takes. Use another way.',
  },
  refundNotOffered: {
    http: 409,
    id: 'Cara bayar ini tidak bisa dikembalikan lewat penyedia. Kembalikan dengan cara lain.',
    en: 'This way of paying can not be refunded through the provider. Give the money back another way.',
  },
  refundTooMuch: {
    http: 409,
    id: 'Yang masih bisa dikembalikan Rp {left}.',
    en: 'What is left to refund is Rp {left}.',
  },
  refundChanged: {
    http: 409,
    id: 'Pengembalian ini sudah diminta dengan jumlah lain. Muat ulang, lalu periksa.',
    en: 'This refund was asked for with another amount. Reload and check.',
  },
  fileKnown: {
    http: 409,
    id: 'Berkas ini sudah pernah dimasukkan ({name}).',
    en: 'This file was imported before ({name}).',
  },
  fileUnreadable: {
    http: 400,
    id: 'Baris {line} tidak bisa dibaca: {problem}. Tidak ada yang disimpan.',
    en: 'Line {line} can not be read: {problem}. Nothing was stored.',
  },
  lineDecided: {
    http: 409,
    id: 'Baris ini sudah dicocokkan.',
    en: 'This line is matched already.',
  },
  paymentLive: {
    http: 409,
    id: 'Penjualan ini masih punya kode bayar yang berlaku. Batalkan yang itu dulu.',
    en: 'This sale still has a payable code. Cancel that one first.',
  },
  wrongPassword: {
    http: 403,
    id: 'Kata sandi salah. Isi kata sandi Anda sendiri, lalu ulangi.',
    en: 'The password is wrong. Enter your own password and try again.',
  },
  unexpected: {
    http: 500,
    id: 'Ada gangguan di server. Tidak ada yang hilang; coba lagi sebentar.',
    en: 'The server had a problem. Nothing was lost; try again shortly.',
  },
  busy: {
    http: 503,
    id: 'Server sedang sibuk. Coba lagi sebentar.',
    en: 'The server is busy. Try again shortly.',
  },
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof ERRORS;

/** The sentence for `code`, with `{names}` filled from `values`. */
export function errorMessage(
  code: ErrorCode,
  language: 'id' | 'en',
  values: Record<string, string | number> = {},
): string {
  return ERRORS[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
