import type { LocalText } from './preset.ts';

/** How an answer that no rule of the preset explains is understood, by its HTTP status alone. */
export type DefaultError = {
  code: string;
  retry: boolean;
  outcome: 'refused' | 'unknown';
  userMessage: LocalText;
};

const MESSAGES = {
  bad_key: {
    id: 'Kunci ditolak penyedia. Periksa kunci dan lingkungannya (uji atau produksi).',
    en: 'The provider rejected the key. Check the key and its environment (test or live).',
  },
  forbidden: {
    id: 'Kunci ini tidak punya izin untuk layanan ini. Aktifkan di dasbor penyedia.',
    en: "This key lacks the permission. Enable it in the provider's dashboard.",
  },
  not_found: {
    id: 'Penyedia tidak menemukan transaksi ini.',
    en: 'The provider does not know this transaction.',
  },
  conflict: {
    id: 'Penyedia sudah punya permintaan ini. Periksa statusnya dulu.',
    en: 'The provider already has this request. Check its status first.',
  },
  rate_limited: {
    id: 'Terlalu banyak permintaan ke penyedia. Coba lagi sebentar lagi.',
    en: 'Too many requests to the provider. Try again in a moment.',
  },
  timeout: {
    id: 'Penyedia tidak menjawab tepat waktu. Hasilnya belum pasti: periksa statusnya dulu.',
    en: 'The provider did not answer in time. The result is not certain: check the status first.',
  },
  provider_down: { id: 'Penyedia sedang gangguan.', en: 'The provider is having trouble.' },
  unreachable: { id: 'Penyedia tidak dapat dihubungi.', en: 'The provider cannot be reached.' },
  rejected: { id: 'Penyedia menolak permintaan ini.', en: 'The provider refused this request.' },
  bad_reply: {
    id: 'Jawaban penyedia tidak dapat dibaca. Hasilnya belum pasti: periksa statusnya dulu.',
    en: "The provider's answer cannot be read. The result is not certain: check the status first.",
  },
  misconfigured: {
    id: 'Pengaturan koneksi belum lengkap atau tidak cocok.',
    en: "The connection's settings are incomplete or do not fit.",
  },
  egress_refused: {
    id: 'Alamat ini tidak boleh dihubungi: hanya https ke alamat publik.',
    en: 'This address may not be reached: only https to public addresses.',
  },
  no_operation: {
    id: 'Penyedia ini tidak mendukung tindakan tersebut.',
    en: 'This provider does not support that action.',
  },
} as const satisfies Record<string, LocalText>;

/** An error of our own making, or of the network's. */
export function errorOf(
  code: keyof typeof MESSAGES,
  outcome: DefaultError['outcome'] = 'refused',
  retry = false,
): DefaultError {
  return { code, retry, outcome, userMessage: MESSAGES[code] };
}

/** What an HTTP status means when nothing else is known. */
export function errorOfStatus(status: number): DefaultError {
  if (status === 401) return errorOf('bad_key');
  if (status === 403) return errorOf('forbidden');
  if (status === 404) return errorOf('not_found');
  if (status === 408 || status === 504) return errorOf('timeout', 'unknown', true);
  if (status === 409) return errorOf('conflict', 'unknown');
  if (status === 429) return errorOf('rate_limited', 'refused', true);
  if (status >= 500) return errorOf('provider_down', 'unknown', true);
  return status >= 400 ? errorOf('rejected') : errorOf('bad_reply', 'unknown');
}

/** The messages of a verdict, for a test whose preset has none of its own. */
export const VERDICT_MESSAGES: Record<string, LocalText> = {
  ok: { id: 'Tersambung. Kunci diterima.', en: 'Connected. The key is accepted.' },
  bad_key: MESSAGES.bad_key,
  forbidden: MESSAGES.forbidden,
  misconfigured: MESSAGES.misconfigured,
  no_balance: { id: 'Saldo di penyedia habis.', en: 'The balance with the provider is used up.' },
  rate_limited: MESSAGES.rate_limited,
  unreachable: MESSAGES.unreachable,
  unknown: {
    id: 'Penyedia menjawab dengan cara yang tidak dikenal. Kunci belum terbukti benar atau salah.',
    en: 'The provider answered in a way we do not know. The key is neither proven right nor wrong.',
  },
};
