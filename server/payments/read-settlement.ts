/** A line of a provider's settlement report, in rupiah. */
export interface ReadLine {
  kind: 'payment' | 'refund';
  reference: string;
  providerId: string;
  gross: number;
  fee: number;
  net: number;
  paidAt: number | null;
  settledAt: number | null;
}

export type ReadSettlement = { ok: true; lines: ReadLine[] } | { ok: false; line: number; problem: string };

/** Names that reports use for a column, lower case, without signs. */
const COLUMNS = {
  reference: [
    'reference',
    'orderid',
    'externalid',
    'invoicenumber',
    'merchantorderid',
    'partnerreferenceno',
    'billno',
    'trxid',
    'nomorpesanan',
    'referensi',
  ],
  providerId: ['providerid', 'transactionid', 'paymentid', 'id', 'referenceno', 'chargeid', 'idtransaksi'],
  gross: ['gross', 'grossamount', 'amount', 'jumlah', 'nominal', 'jumlahkotor', 'paidamount'],
  fee: ['fee', 'fees', 'mdr', 'totalfee', 'biaya', 'feeamount', 'processingfee'],
  net: ['net', 'netamount', 'settlementamount', 'bersih', 'jumlahbersih', 'payout'],
  kind: ['kind', 'type', 'transactiontype', 'jenis'],
  paidAt: ['paidat', 'transactiontime', 'paymentdate', 'created', 'waktubayar', 'date', 'tanggal'],
  settledAt: ['settledat', 'settlementtime', 'settlementdate', 'tanggalsettlement'],
} as const;
type Column = keyof typeof COLUMNS;

/**
 * Reads a report's rows (the first names the columns). Two of gross, fee and net are enough. A row that can't be read stops
 * it all: half a report would look like money that is missing.
 */
export function readSettlement(rows: string[][]): ReadSettlement {
  const [head = [], ...body] = rows;
  const names = head.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ''));
  const columns = {} as Record<Column, number>;
  for (const column of Object.keys(COLUMNS) as Column[])
    columns[column] = names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name));
  if (columns.reference < 0 && columns.providerId < 0 && columns.paidAt < 0)
    return { ok: false, line: 1, problem: 'no reference, transaction id or time' };
  if (columns.gross < 0 && columns.net < 0) return { ok: false, line: 1, problem: 'no amount' };
  const lines: ReadLine[] = [];
  for (const [index, row] of body.entries()) {
    if (row.every((cell) => cell.trim() === '')) continue;
    const at = (column: Column) => (columns[column] < 0 ? '' : (row[columns[column]] ?? '').trim());
    const line = readLine(at);
    if (typeof line === 'string') return { ok: false, line: index + 2, problem: line };
    lines.push(line);
  }
  return { ok: true, lines };
}

function readLine(at: (column: Column) => string): ReadLine | string {
  const [gross, fee, net] = [rupiah(at('gross')), rupiah(at('fee')), rupiah(at('net'))];
  if (gross === undefined || fee === undefined || net === undefined) return 'an amount';
  const kind = /refund|kembali|reversal/i.test(at('kind')) || (gross ?? net ?? 0) < 0 ? 'refund' : 'payment';
  const kept =
    fee === null ? (gross !== null && net !== null ? Math.abs(gross) - Math.abs(net) : 0) : Math.abs(fee);
  const whole = gross !== null ? Math.abs(gross) : net !== null ? Math.abs(net) + kept : null;
  if (whole === null) return 'an amount';
  const [paidAt, settledAt] = [moment(at('paidAt')), moment(at('settledAt'))];
  if (paidAt === undefined || settledAt === undefined) return 'a time';
  return {
    kind,
    reference: at('reference').slice(0, 120),
    providerId: at('providerId').slice(0, 120),
    gross: whole,
    fee: kept,
    net: net === null ? whole - kept : Math.abs(net),
    paidAt,
    settledAt,
  };
}

/** Null when empty, undefined when it is no whole number of rupiah. `10.000`, `10,000.00`, `Rp 10.000` and `10000` are one. */
export function rupiah(text: string): number | null | undefined {
  const bare = text.replace(/^(-?)\s*(rp\.?|idr)\s*/i, '$1').trim();
  if (bare === '' || bare === '-') return null;
  const match = /^(-?)(\d{1,3}(?:[.,]\d{3})+|\d{1,15})(?:[.,]0{1,2})?$/.exec(bare);
  if (!match) return undefined;
  const amount = Number(`${match[1]}${match[2]?.replaceAll(/[.,]/g, '')}`);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** Null when empty. What has no zone of its own is Jakarta's clock. */
function moment(text: string): number | null | undefined {
  if (text === '') return null;
  const day = /^(\d{2})[/-](\d{2})[/-](\d{4})(.*)$/.exec(text);
  const iso = day ? `${day[3]}-${day[2]}-${day[1]}${day[4]}` : text;
  const local = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?$/.exec(iso.trim());
  const ms = Date.parse(local ? `${local[1]}T${local[2] ?? '00:00'}+07:00` : iso);
  return Number.isFinite(ms) ? ms : undefined;
}
