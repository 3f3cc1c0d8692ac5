import type { Action, Method, PayableState } from '../core/payable.ts';
import type { ApiTrouble, WebhookTrouble } from '../core/trouble.ts';

type Words = readonly [id: string, en: string];

export const ACTION_WORDS: Record<Action, Words> = {
  pay: ['Bayar', 'Pay'],
  decline: ['Tolak', 'Decline'],
  pay_late: ['Bayar terlambat', 'Pay late'],
  pay_twice: ['Bayar dua kali', 'Pay twice'],
  expire: ['Kedaluwarsakan', 'Expire'],
  settle: ['Cairkan', 'Settle'],
  challenge: ['Tahan (curiga)', 'Challenge'],
  approve: ['Loloskan', 'Approve'],
  deny: ['Gagalkan', 'Deny'],
  reverse: ['Batalkan setelah lunas', 'Reverse after payment'],
  refund: ['Kembalikan dana', 'Refund'],
  chargeback: ['Sengketa (chargeback)', 'Chargeback'],
};

export const STATE_WORDS: Record<PayableState, Words> = {
  open: ['menunggu', 'open'],
  held: ['ditahan', 'held'],
  paid: ['lunas', 'paid'],
  failed: ['gagal', 'failed'],
  expired: ['kedaluwarsa', 'expired'],
  cancelled: ['dibatalkan', 'cancelled'],
  refunded: ['dikembalikan', 'refunded'],
};

export const METHOD_WORDS: Record<Method, Words> = {
  qris: ['QRIS', 'QRIS'],
  va: ['Virtual account', 'Virtual account'],
  ewallet: ['Dompet digital', 'E-wallet'],
  card: ['Kartu', 'Card'],
  link: ['Halaman bayar', 'Payment page'],
  store: ['Gerai ritel', 'Convenience store'],
};

export const API_WORDS: Record<ApiTrouble, Words> = {
  none: ['tidak ada', 'none'],
  timeout: ['tanpa jawaban', 'no answer'],
  timeout_after_commit: ['diproses, tanpa jawaban', 'done, but no answer'],
  reset_after_commit: ['diproses, sambungan putus', 'done, connection cut'],
  error_500: ['galat 500', 'error 500'],
  error_500_after_commit: ['diproses, galat 500', 'done, but error 500'],
  rate_limited: ['429 terlalu sering', '429 too many'],
  malformed_json: ['diproses, JSON rusak', 'done, broken JSON'],
  error_in_200: ['galat dalam HTTP 200', 'error inside HTTP 200'],
  slow: ['lambat', 'slow'],
};

export const WEBHOOK_WORDS: Record<WebhookTrouble, Words> = {
  none: ['tidak ada', 'none'],
  lost: ['hilang', 'lost'],
  duplicate: ['ganda', 'duplicate'],
  reordered: ['urutan terbalik', 'out of order'],
  delayed: ['terlambat', 'delayed'],
  unsigned: ['tanpa tanda tangan', 'unsigned'],
  tampered: ['diubah di jalan', 'tampered'],
  wrong_amount: ['jumlah salah', 'wrong amount'],
};
