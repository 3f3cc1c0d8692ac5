import { randomUUID } from 'node:crypto';
import { buyerHandlers } from '../core/buyer-page.ts';
import { type Call, type Json, json, jsonBody, type Reply, Router, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { qrisPayload } from '../core/qris.ts';
import { randomDigits, sameText, wib, wibIso } from '../core/text.ts';
import type { Bench, Vendor } from '../core/vendor.ts';
import { callbackSignature, callSignature } from './signatures.ts';

export const IPAYMU_KEYS = { va: '0000009900000001', apiKey: 'SANDBOX0000-GERAI-UJI-0001' };

/** 0 pending, 1 paid and settled, 6 paid, 7 paid and in escrow, 3 refunded, 5 failed, -2 expired */
type Status = 0 | 1 | 3 | 5 | 6 | 7 | -2;

interface Payment {
  trxId: number;
  sessionId: string;
  fields: Json;
  reference: string;
  notifyUrl: string;
  amount: number;
  fee: number;
  via: string;
  channel: string;
  no: string;
  hosted: boolean;
  status: Status;
  createdAt: number;
  expiresAt: number;
  paidAt: number | null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GAPS = [1, 5, 15, 30, 60].map((minutes) => minutes * MINUTE);
const CHANNELS: Record<string, string[]> = {
  va: ['bag', 'bca', 'bpd_bali', 'bni', 'cimb', 'mandiri', 'bmi', 'bri', 'bsi', 'permata', 'danamon', 'btn'],
  cstore: ['alfamart', 'indomaret'],
  qris: ['mpm'],
  cc: ['cc'],
  paylater: ['akulaku'],
  ewallet: ['dana', 'shopeepay'],
  cod: ['rpx'],
};
const DESCRIPTIONS: Record<Status, string> = {
  0: 'Pending',
  1: 'Berhasil',
  3: 'Refund',
  5: 'Gagal',
  6: 'Berhasil',
  7: 'Escrow',
  [-2]: 'Expired',
};

/** Hosted and direct payments, status, balance and callbacks (fact sheet, part 5). */
export function ipaymu(bench: Bench): Vendor {
  const all = new Map<number, Payment>();
  const api = new Router();
  const pages = new Router();
  let lastId = 4_718;
  const root = () => bench.root('ipaymu');

  /** A call behind the signature; the path has a version before it on the real hosts. */
  function on(method: string, path: string, handler: (body: Json, call: Call) => Reply): void {
    for (const prefix of ['', '/api/v2'])
      api.on(method, prefix + path, (call) => {
        const raw = call.raw.toString('utf8');
        const given = call.headers.signature ?? '';
        const signable =
          method === 'GET' ? [raw || '{}', JSON.stringify(Object.fromEntries(call.query))] : [raw];
        const good =
          sameText(call.headers.va ?? '', IPAYMU_KEYS.va) &&
          /^\d{14}$/.test(call.headers.timestamp ?? '') &&
          signable.some((body) =>
            sameText(given, callSignature(method, IPAYMU_KEYS.va, body, IPAYMU_KEYS.apiKey)),
          );
        if (!good) return json(401, { Status: 401, Message: 'unauthorized' });
        const body = method === 'GET' ? {} : jsonBody(call);
        return body ? handler(body, call) : invalid({ body: ['body harus JSON.'] });
      });
  }

  on('POST', '/balance', (body) =>
    textAt(body, 'account') === IPAYMU_KEYS.va
      ? json(200, {
          Status: 200,
          Data: { Va: IPAYMU_KEYS.va, MerchantBalance: '1500000', MemberBalance: '0' },
          Message: 'success',
        })
      : invalid({ account: ['account tidak ditemukan.'] }),
  );
  on('GET', '/payment-channels', () =>
    json(200, {
      Status: 200,
      Message: 'success',
      Data: Object.entries(CHANNELS).map(([code, channels]) => ({
        Code: code,
        Channels: channels.map((name) => ({ Code: name })),
      })),
    }),
  );
  on('POST', '/payment/direct', (body) => {
    const problems = required(body, [
      'name',
      'phone',
      'email',
      'amount',
      'notifyUrl',
      'paymentMethod',
      'paymentChannel',
    ]);
    const via = textAt(body, 'paymentMethod');
    const channel = textAt(body, 'paymentChannel');
    const amount = Number(body.amount);
    if (!problems.paymentChannel && !CHANNELS[via]?.includes(channel))
      problems.paymentChannel = ['paymentChannel tidak tersedia.'];
    if (!problems.amount && !(Number.isInteger(amount) && amount > 0))
      problems.amount = ['amount harus berupa angka.'];
    if (Object.keys(problems).length > 0) return invalid(problems);
    const payment = open(body, amount, via, channel, false);
    return json(200, {
      Status: 200,
      Success: true,
      Message: 'Success',
      Data: {
        SessionId: payment.sessionId,
        TransactionId: payment.trxId,
        ReferenceId: payment.reference,
        Via: via,
        Channel: channel,
        PaymentNo: payment.no,
        PaymentName: 'Warung Gerai Uji',
        Total: amount,
        Fee: payment.fee,
        Expired: wib(payment.expiresAt),
        Note: null,
        Url: `${root()}/page/${payment.sessionId}`,
        ...(via === 'qris' && { QrString: payment.no }),
      },
    });
  });
  on('POST', '/payment', (body) => {
    const problems = required(body, ['product', 'qty', 'price', 'notifyUrl']);
    const { product, qty, price } = body;
    const lists = Array.isArray(product) && Array.isArray(qty) && Array.isArray(price);
    if (!lists || qty.length !== product.length || price.length !== product.length)
      problems.product ??= ['product, qty, price harus sama panjang.'];
    if (Object.keys(problems).length > 0 || !Array.isArray(qty) || !Array.isArray(price))
      return invalid(problems);
    const amount = qty.reduce((sum: number, count, i) => sum + Number(count) * Number(price[i]), 0);
    if (!(Number.isInteger(amount) && amount > 0)) return invalid({ price: ['price harus berupa angka.'] });
    const payment = open(
      body,
      amount,
      textAt(body, 'paymentMethod') || 'qris',
      textAt(body, 'paymentChannel') || 'mpm',
      true,
    );
    return json(200, {
      Status: 200,
      Message: 'success',
      Data: { SessionID: payment.sessionId, Url: `${root()}/page/${payment.sessionId}` },
    });
  });
  on('POST', '/transaction', (body) => {
    const payment = all.get(Number(body.transactionId));
    return payment
      ? json(200, { Status: 200, Message: 'success', Data: shown(payment) })
      : json(404, { Status: 404, Message: 'transaction not found' });
  });
  on('POST', '/history', (body) => {
    const reference = textAt(body, 'referenceId');
    const found = [...all.values()]
      .filter((payment) => reference === '' || payment.reference === reference)
      .map(shown);
    return json(200, {
      Status: 200,
      Message: 'success',
      Data: { Transaction: found, Pagination: { total: found.length } },
    });
  });

  const buyer = buyerHandlers((call) => {
    const payment = [...all.values()].find(({ sessionId }) => sessionId === call.params.id);
    return (
      payment && {
        vendorTitle: 'iPaymu',
        payable: payable(payment),
        back: { paid: textAt(payment.fields, 'returnUrl'), failed: textAt(payment.fields, 'cancelUrl') },
      }
    );
  });
  pages.on('GET', '/page/:id', buyer.show).on('POST', '/page/:id', buyer.act);

  function open(fields: Json, amount: number, via: string, channel: string, hosted: boolean): Payment {
    const now = bench.clock.now();
    const trxId = ++lastId;
    const payment: Payment = {
      trxId,
      sessionId: randomUUID().toUpperCase(),
      fields,
      reference: textAt(fields, 'referenceId'),
      notifyUrl: textAt(fields, 'notifyUrl'),
      amount,
      fee: via === 'qris' ? Math.floor((amount * 7) / 1000) : 3_500,
      via,
      channel,
      no:
        via === 'qris'
          ? qrisPayload(amount, { reference: `IPM${trxId}${randomDigits(8)}` })
          : `0${randomDigits(15)}`,
      hosted,
      status: 0,
      createdAt: now,
      expiresAt: now + lifetime(fields, via, channel, hosted),
      paidAt: null,
    };
    all.set(trxId, payment);
    bench.book.add(payable(payment));
    bench.clock.at(payment.expiresAt, () => {
      if (payment.status === 0) move(payment, -2);
    });
    return payment;
  }

  function move(payment: Payment, status: Status): void {
    payment.status = status;
    if (status === 6 || status === 7) payment.paidAt = bench.clock.now();
    const fields = callback(payment);
    const externalId = randomUUID();
    bench.deliveries.send({
      vendor: 'ipaymu',
      payableId: String(payment.trxId),
      event: `${fields.status} ${fields.status_code}`,
      url: payment.notifyUrl || bench.notificationUrl('ipaymu'),
      seal: (kind) => {
        const wrong = {
          ...fields,
          amount: String(payment.amount + 1_000),
          total: String(payment.amount + 1_000),
        };
        const sent = kind === 'tampered' || kind === 'wrong_amount' ? wrong : fields;
        const signature = callbackSignature(kind === 'wrong_amount' ? wrong : fields, IPAYMU_KEYS.va, 'A');
        return {
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-timestamp': wibIso(bench.clock.now()),
            'x-external-id': externalId,
            ...(kind !== 'unsigned' && { 'x-signature': signature }),
          },
          body: new URLSearchParams(sent).toString(),
        };
      },
      accepted: (answer) => answer === 200,
      retryAfter: (attempt) => GAPS[attempt - 1] ?? null,
      timeoutMs: 15_000,
    });
  }

  function callback(payment: Payment): Record<string, string> {
    const { status, amount, fee, via } = payment;
    const paid = status === 1 || status === 6 || status === 7;
    const code = paid ? '1' : status === -2 ? '-2' : '0';
    return {
      trx_id: String(payment.trxId),
      sid: payment.sessionId,
      reference_id: payment.reference,
      status: paid ? 'berhasil' : status === -2 ? 'expired' : 'pending',
      status_code: code,
      sub_total: String(amount),
      total: String(amount),
      amount: String(amount),
      fee: String(fee),
      paid_off: String(paid ? amount - fee : 0),
      created_at: wib(payment.createdAt),
      expired_at: wib(payment.expiresAt),
      ...(payment.paidAt !== null && { paid_at: wib(payment.paidAt) }),
      settlement_status: status === 1 ? 'settled' : 'unsettle',
      transaction_status_code: String(status),
      is_escrow: status === 7 ? '1' : '0',
      system_notes: '',
      via,
      channel: payment.channel,
      ...(via !== 'qris' && via !== 'ewallet' && { payment_no: payment.no, va: payment.no }),
      buyer_name: textAt(payment.fields, 'name') || textAt(payment.fields, 'buyerName'),
      buyer_email: textAt(payment.fields, 'email') || textAt(payment.fields, 'buyerEmail'),
      buyer_phone: textAt(payment.fields, 'phone') || textAt(payment.fields, 'buyerPhone'),
      additional_info: '[]',
      url: payment.notifyUrl,
    };
  }

  function shown(payment: Payment): Json {
    const paid = payment.paidAt === null ? null : wib(payment.paidAt);
    return {
      TransactionId: payment.trxId,
      SessionId: payment.sessionId,
      ReferenceId: payment.reference,
      RelatedId: 0,
      Sender: textAt(payment.fields, 'name'),
      Receiver: 'Warung Gerai Uji',
      Amount: payment.amount,
      Fee: payment.fee,
      Status: payment.status,
      StatusDesc: DESCRIPTIONS[payment.status],
      PaidStatus: paid ? 'paid' : 'unpaid',
      IsLocked: payment.status === 7,
      Type: 7,
      TypeDesc: payment.via,
      Notes: null,
      CreatedDate: wib(payment.createdAt),
      SuccessDate: paid,
      ExpiredDate: wib(payment.expiresAt),
      SettlementDate: payment.status === 1 ? wib(bench.clock.now()) : null,
    };
  }

  function payable(payment: Payment): Payable {
    return {
      vendor: 'ipaymu',
      id: String(payment.trxId),
      order: payment.reference || String(payment.trxId),
      method: payment.hosted
        ? 'link'
        : payment.via === 'qris'
          ? 'qris'
          : payment.via === 'va'
            ? 'va'
            : payment.via === 'cstore'
              ? 'store'
              : 'ewallet',
      amount: payment.amount,
      get state() {
        return (
          { 0: 'open', 1: 'paid', 3: 'refunded', 5: 'failed', 6: 'paid', 7: 'held', [-2]: 'expired' } as const
        )[payment.status];
      },
      get label() {
        return `${payment.status} ${DESCRIPTIONS[payment.status]}`;
      },
      codes: [payment.no],
      pageUrl: `${root()}/page/${payment.sessionId}`,
      createdAt: payment.createdAt,
      expiresAt: payment.expiresAt,
      get refunded() {
        return payment.status === 3 ? payment.amount : 0;
      },
      actions: (): Action[] => {
        if (payment.status === 0) return ['pay', 'decline', 'pay_late', 'pay_twice', 'expire', 'challenge'];
        if (payment.status === 7) return ['approve'];
        return payment.status === 6 ? ['settle', 'refund'] : payment.status === -2 ? ['pay_late'] : [];
      },
      act: (action): ActResult => {
        if (action === 'expire') move(payment, -2);
        else if (action === 'decline') payment.status = 5;
        else if (action === 'challenge') move(payment, 7);
        else if (action === 'settle') move(payment, 1);
        else if (action === 'refund') payment.status = 3;
        else {
          if (action === 'pay_late' && payment.status === 0) move(payment, -2);
          move(payment, 6);
        }
        return action === 'pay_twice'
          ? { ok: true, note: 'Pembayaran kedua ditolak. · Second payment refused.' }
          : { ok: true };
      },
    };
  }

  return {
    id: 'ipaymu',
    title: 'iPaymu',
    keys: IPAYMU_KEYS,
    api,
    pages,
    notFound: () => json(404, { Status: 404, Message: 'not found' }),
    trouble: (kind) => {
      if (kind === 'rate_limited')
        return json(429, { Status: 429, Message: 'too many requests' }, { 'retry-after': '1' });
      return json(kind === 'error_500' ? 500 : 200, {
        Status: 500,
        Success: false,
        Message: 'internal server error',
      });
    },
    clear: () => all.clear(),
  };
}

/** Some channels have their own lifetime, whatever the request says. */
function lifetime(fields: Json, via: string, channel: string, hosted: boolean): number {
  const asked = (Number(fields.expired) || 24) * HOUR;
  if (hosted) return asked;
  if (via === 'qris') return 5 * MINUTE;
  if (channel === 'bca') return 12 * HOUR;
  if (channel === 'alfamart') return 24 * HOUR;
  if (channel === 'bri') return Math.min(asked, 2 * HOUR);
  return channel === 'bsi' ? Math.min(asked, 3 * HOUR) : asked;
}

function required(body: Json, names: string[]): Record<string, string[]> {
  const lacking = names.filter(
    (name) => body[name] === undefined || body[name] === null || body[name] === '',
  );
  return Object.fromEntries(lacking.map((name) => [name, [`${name} wajib diisi.`]]));
}

function invalid(problems: Record<string, string[]>): Reply {
  return json(400, { Status: 400, Message: 'error - invalid request', Error: problems });
}
