import { buyerHandlers } from '../core/buyer-page.ts';
import { isObject, type Json, type Reply, type Router, textAt } from '../core/http.ts';
import type { Action, ActResult, Method, Payable } from '../core/payable.ts';
import { qrisPayload } from '../core/qris.ts';
import { randomDigits, randomId, wibIso } from '../core/text.ts';
import { code, money, readMoney, type SnapDesk } from './desk.ts';

/** 00 paid, 03 waiting, 04 refunded, 05 cancelled, 06 failed (or too late) */
type Status = '00' | '03' | '04' | '05' | '06';

export interface Bill {
  referenceNo: string;
  partnerReferenceNo: string;
  method: Method;
  fields: Json;
  amount: number;
  status: Status;
  expired: boolean;
  value: string;
  refunds: { partnerRefundNo: string; refundNo: string; amount: number }[];
  createdAt: number;
  expiresAt: number;
  paidAt: number | null;
}

const WORDS: Record<Status, string> = {
  '00': 'Success',
  '03': 'Pending',
  '04': 'Refunded',
  '05': 'Cancelled',
  '06': 'Failed',
};
const DAY = 86_400_000;

export interface SnapPaths {
  qr: { generate: string; query: string; refund: string; cancel: string };
  va: { create: string; status: string; update: string | null; remove: [method: string, path: string] };
  debit: { pay: string; status: string; refund: string; cancel: string };
}

/** QRIS, virtual accounts and wallets of the national standard; `tell` brings the news to the shop. */
export function snapBills(
  desk: SnapDesk,
  pages: Router,
  paths: SnapPaths,
  tell: (bill: Bill) => void,
): { clear: () => void } {
  const all = new Map<string, Bill>();
  const find = (body: Json) =>
    all.get(textAt(body, 'originalPartnerReferenceNo')) ??
    [...all.values()].find(({ referenceNo }) => referenceNo === textAt(body, 'originalReferenceNo'));

  desk.on('POST', paths.qr.generate, '47', (body) => {
    const refusal = refuse(body, '47', 'amount', ['merchantId']);
    if (refusal) return refusal;
    const bill = open(
      body,
      'qris',
      textAt(body, 'partnerReferenceNo'),
      'amount',
      textAt(body, 'validityPeriod'),
      30 * 60_000,
    );
    return code(200, '47', '00', 'Successful', {
      referenceNo: bill.referenceNo,
      partnerReferenceNo: bill.partnerReferenceNo,
      qrContent: bill.value,
      merchantName: 'Warung Gerai Uji',
      additionalInfo: {},
    });
  });
  statusRoutes(paths.qr, '51', '78', '77');

  desk.on('POST', paths.debit.pay, '54', (body) => {
    const refusal = refuse(body, '54', 'amount', []);
    if (refusal) return refusal;
    const bill = open(
      body,
      'ewallet',
      textAt(body, 'partnerReferenceNo'),
      'amount',
      textAt(body, 'validUpTo'),
      30 * 60_000,
    );
    return code(200, '54', '00', 'Successful', {
      referenceNo: bill.referenceNo,
      partnerReferenceNo: bill.partnerReferenceNo,
      webRedirectUrl: bill.value,
      additionalInfo: {},
    });
  });
  statusRoutes(
    { query: paths.debit.status, refund: paths.debit.refund, cancel: paths.debit.cancel },
    '55',
    '58',
    '57',
  );

  desk.on('POST', paths.va.create, '27', (body) => {
    const partner = textAt(body, 'partnerServiceId');
    const number = textAt(body, 'virtualAccountNo');
    if (!partner || !textAt(body, 'customerNo') || !textAt(body, 'virtualAccountName'))
      return code(400, '27', '02', 'Invalid Mandatory Field');
    if (!/^ *\d+$/.test(partner) || partner.length !== 8)
      return code(400, '27', '01', 'Invalid Field Format partnerServiceId');
    if (number !== partner + textAt(body, 'customerNo'))
      return code(400, '27', '01', 'Invalid Field Format virtualAccountNo');
    const refusal = refuse({ ...body, partnerReferenceNo: body.trxId }, '27', 'totalAmount', []);
    if (refusal) return refusal;
    if ([...all.values()].some((bill) => bill.value === number && bill.status === '03'))
      return code(409, '27', '01', 'Conflict. The account is in use');
    const bill = open(body, 'va', textAt(body, 'trxId'), 'totalAmount', textAt(body, 'expiredDate'), DAY);
    return code(200, '27', '00', 'Successful', { virtualAccountData: accountData(bill) });
  });
  desk.on('POST', paths.va.status, '26', (body) => {
    const bill = findAccount(body);
    if (!bill) return code(404, '26', '12', 'Invalid Bill/Virtual Account');
    return code(200, '26', '00', 'Successful', {
      virtualAccountData: {
        ...accountData(bill),
        billAmount: money(bill.amount),
        paidAmount: money(bill.paidAt === null ? 0 : bill.amount),
        ...(bill.paidAt !== null && { transactionDate: wibIso(bill.paidAt) }),
        paymentFlagReason: {
          english: WORDS[bill.status],
          indonesia: bill.status === '00' ? 'Sukses' : 'Belum dibayar',
        },
      },
      additionalInfo: {
        trxId: bill.partnerReferenceNo,
        paymentFlagStatus: bill.status,
        latestTransactionStatus: bill.status,
      },
    });
  });
  if (paths.va.update)
    desk.on('PUT', paths.va.update, '28', (body) => {
      const bill = findAccount(body);
      if (bill?.status !== '03') return code(404, '28', '12', 'Invalid Bill/Virtual Account');
      bill.amount = readMoney(body.totalAmount) ?? bill.amount;
      return code(200, '28', '00', 'Successful', { virtualAccountData: accountData(bill) });
    });
  desk.on(paths.va.remove[0], paths.va.remove[1], '31', (body) => {
    const bill = findAccount(body);
    if (!bill) return code(404, '31', '12', 'Invalid Bill/Virtual Account');
    if (bill.status === '00') return code(404, '31', '14', 'Paid Bill');
    bill.status = '05';
    return code(200, '31', '00', 'Successful', { virtualAccountData: accountData(bill) });
  });

  const buyer = buyerHandlers((call) => {
    const bill = [...all.values()].find(({ referenceNo }) => referenceNo === call.params.id);
    const back = bill ? textAt(bill.fields, 'urlParam.url') || textAt(bill.fields, 'urlParam.0.url') : '';
    return (
      bill && { vendorTitle: 'Dompet digital', payable: payable(bill), back: { paid: back, failed: back } }
    );
  });
  pages.on('GET', '/snap-wallet/:id', buyer.show).on('POST', '/snap-wallet/:id', buyer.act);

  function statusRoutes(
    own: { query: string; refund: string; cancel: string },
    query: string,
    refund: string,
    cancel: string,
  ): void {
    desk.on('POST', own.query, query, (body) => {
      const bill = find(body);
      if (!bill) return code(404, query, '01', 'Transaction Not Found');
      return code(200, query, '00', 'Successful', {
        originalReferenceNo: bill.referenceNo,
        originalPartnerReferenceNo: bill.partnerReferenceNo,
        serviceCode: query === '51' ? '47' : '54',
        latestTransactionStatus: bill.status,
        transactionStatusDesc: bill.expired ? 'Expired' : WORDS[bill.status],
        amount: money(bill.amount),
        ...(bill.paidAt !== null && { paidTime: wibIso(bill.paidAt) }),
        additionalInfo: {},
      });
    });
    desk.on('POST', own.cancel, cancel, (body) => {
      const bill = find(body);
      if (!bill) return code(404, cancel, '01', 'Transaction Not Found');
      if (bill.status === '00' || bill.status === '04') return code(404, cancel, '14', 'Paid Bill');
      if (bill.status === '03') bill.status = '05';
      return code(200, cancel, '00', 'Successful', {
        originalReferenceNo: bill.referenceNo,
        originalPartnerReferenceNo: bill.partnerReferenceNo,
        cancelTime: wibIso(desk.now()),
      });
    });
    desk.on('POST', own.refund, refund, (body) => {
      const bill = find(body);
      if (!bill) return code(404, refund, '01', 'Transaction Not Found');
      const partnerRefundNo = textAt(body, 'partnerRefundNo');
      const amount = readMoney(body.refundAmount);
      if (!partnerRefundNo) return code(400, refund, '02', 'Invalid Mandatory Field partnerRefundNo');
      if (amount === null || amount < 1) return code(400, refund, '01', 'Invalid Field Format refundAmount');
      if (bill.refunds.some((made) => made.partnerRefundNo === partnerRefundNo))
        return code(409, refund, '01', 'Duplicate partnerRefundNo');
      if (bill.status !== '00') return code(404, refund, '01', 'Transaction cannot be refunded');
      if (amount > bill.amount - refundedSum(bill)) return code(404, refund, '13', 'Invalid Amount');
      const refundNo = randomDigits(16);
      bill.refunds.push({ partnerRefundNo, refundNo, amount });
      if (refundedSum(bill) === bill.amount) bill.status = '04';
      return code(200, refund, '00', 'Successful', {
        originalReferenceNo: bill.referenceNo,
        originalPartnerReferenceNo: bill.partnerReferenceNo,
        refundNo,
        partnerRefundNo,
        refundAmount: money(amount),
        refundTime: wibIso(desk.now()),
      });
    });
  }

  function refuse(body: Json, service: string, amount: string, mandatory: string[]): Reply | null {
    for (const name of ['partnerReferenceNo', ...mandatory])
      if (!textAt(body, name)) return code(400, service, '02', `Invalid Mandatory Field ${name}`);
    if (!isObject(body[amount])) return code(400, service, '02', `Invalid Mandatory Field ${amount}`);
    if (!readMoney(body[amount])) return code(400, service, '01', `Invalid Field Format ${amount}`);
    return all.has(textAt(body, 'partnerReferenceNo'))
      ? code(409, service, '01', 'Duplicate partnerReferenceNo')
      : null;
  }

  function findAccount(body: Json): Bill | undefined {
    const number = textAt(body, 'virtualAccountNo');
    return (
      all.get(textAt(body, 'trxId')) ??
      [...all.values()].findLast((bill) => bill.method === 'va' && bill.value === number)
    );
  }

  function open(
    fields: Json,
    method: Method,
    reference: string,
    amountName: string,
    until: string,
    life: number,
  ): Bill {
    const now = desk.now();
    const referenceNo = randomId(20).toUpperCase();
    const amount = readMoney(fields[amountName]) ?? 0;
    const bill: Bill = {
      referenceNo,
      partnerReferenceNo: reference,
      method,
      fields,
      amount,
      status: '03',
      expired: false,
      value:
        method === 'qris'
          ? qrisPayload(amount, { reference: referenceNo.slice(0, 16) })
          : method === 'va'
            ? textAt(fields, 'virtualAccountNo')
            : `${desk.bench.root(desk.vendor)}/snap-wallet/${referenceNo}`,
      refunds: [],
      createdAt: now,
      expiresAt: Number.isNaN(Date.parse(until)) ? now + life : Date.parse(until),
      paidAt: null,
    };
    all.set(reference, bill);
    desk.bench.book.add(payable(bill));
    desk.bench.clock.at(bill.expiresAt, () => {
      if (bill.status === '03') expire(bill);
    });
    return bill;
  }

  /** Nobody is told: the shop sees it when it asks. */
  function expire(bill: Bill): void {
    bill.status = '06';
    bill.expired = true;
  }

  function accountData(bill: Bill): Json {
    const {
      partnerServiceId,
      customerNo,
      virtualAccountNo,
      virtualAccountName,
      virtualAccountTrxType,
      expiredDate,
      additionalInfo,
    } = bill.fields;
    return {
      partnerServiceId,
      customerNo,
      virtualAccountNo,
      virtualAccountName,
      trxId: bill.partnerReferenceNo,
      totalAmount: money(bill.amount),
      virtualAccountTrxType,
      expiredDate: expiredDate ?? wibIso(bill.expiresAt),
      additionalInfo,
    };
  }

  function payable(bill: Bill): Payable {
    return {
      vendor: desk.vendor,
      id: bill.referenceNo,
      order: bill.partnerReferenceNo,
      method: bill.method,
      get amount() {
        return bill.amount;
      },
      get state() {
        if (bill.expired) return 'expired';
        return ({ '00': 'paid', '03': 'open', '04': 'refunded', '05': 'cancelled', '06': 'failed' } as const)[
          bill.status
        ];
      },
      get label() {
        return `${bill.status} ${bill.expired ? 'Expired' : WORDS[bill.status]}`;
      },
      codes: bill.method === 'ewallet' ? [] : [bill.value],
      pageUrl: bill.method === 'ewallet' ? bill.value : null,
      createdAt: bill.createdAt,
      expiresAt: bill.expiresAt,
      get refunded() {
        return refundedSum(bill);
      },
      actions: (): Action[] => {
        if (bill.status === '03') return ['pay', 'decline', 'pay_late', 'pay_twice', 'expire'];
        return bill.expired ? ['pay_late'] : [];
      },
      act: (action): ActResult => {
        if (action === 'expire') expire(bill);
        else if (action === 'decline') {
          bill.status = '06';
          tell(bill);
        } else {
          if (action === 'pay_late') expire(bill);
          bill.status = '00';
          bill.expired = false;
          bill.paidAt = desk.now();
          tell(bill);
        }
        return action === 'pay_twice'
          ? { ok: true, note: 'Pembayaran kedua ditolak. · Second payment refused.' }
          : { ok: true };
      },
    };
  }

  return { clear: () => all.clear() };
}

export function refundedSum(bill: Bill): number {
  return bill.refunds.reduce((sum, { amount }) => sum + amount, 0);
}

/** Path and body of the notification for a bill, before it is signed. */
export function notificationOf(bill: Bill): { service: '25' | '52' | '56'; body: Json } {
  if (bill.method === 'va') {
    const { partnerServiceId, customerNo, virtualAccountNo, virtualAccountName } = bill.fields;
    return {
      service: '25',
      body: {
        partnerServiceId,
        customerNo,
        virtualAccountNo,
        virtualAccountName,
        trxId: bill.partnerReferenceNo,
        paymentRequestId: bill.referenceNo,
        paidAmount: money(bill.amount),
        additionalInfo: { paymentFlagStatus: bill.status },
      },
    };
  }
  return {
    service: bill.method === 'qris' ? '52' : '56',
    body: {
      originalReferenceNo: bill.referenceNo,
      originalPartnerReferenceNo: bill.partnerReferenceNo,
      latestTransactionStatus: bill.status,
      transactionStatusDesc: WORDS[bill.status],
      amount: money(bill.amount),
      additionalInfo: {},
    },
  };
}
