import { cellsOf, cleanText, toCenter, toLeft, toRight, wrap } from './cells.ts';
import type {
  BarcodeBlock,
  ItemHead,
  ReceiptBlock,
  ReceiptDocument,
  ReceiptItem,
  RowBlock,
  TextBlock,
} from './document.ts';

/** One line of a fixed-width paper: `text` never takes more than the columns (halved when `size` is 2). */
export interface PaperLine {
  type: 'line';
  text: string;
  bold: boolean;
  size: 1 | 2;
  invert: boolean;
}

export type PaperPiece =
  | PaperLine
  | { type: 'logo' }
  | { type: 'qr'; data: string }
  | BarcodeBlock
  | { type: 'cut' };

/** From these columns on items stand in a table. */
const TABLE_COLUMNS = 64;
/** A long name may push the amount down, never squeeze itself to a stalk. */
const NARROWEST_LEFT = 8;

/**
 * Puts a document on a paper of `columns` fixed-width letters. `enlarge: false` for media with one letter size:
 * what is large on paper is then plain.
 */
export function layOut(
  document: ReceiptDocument,
  columns: number,
  { enlarge = true }: { enlarge?: boolean } = {},
): PaperPiece[] {
  return document.blocks.flatMap((block) => pieces(block, columns, enlarge));
}

function pieces(block: ReceiptBlock, columns: number, enlarge: boolean): PaperPiece[] {
  switch (block.type) {
    case 'text':
      return textLines(block, columns, enlarge);
    case 'row':
      return rowLines(block, columns, enlarge);
    case 'items':
      return columns >= TABLE_COLUMNS
        ? itemTable(block.items, block.head, columns)
        : block.items.flatMap((item) => itemLines(item, columns));
    case 'rule':
      return [line((block.double ? '=' : '-').repeat(columns))];
    case 'space':
      return [line('')];
    case 'qr':
      return [
        { type: 'qr', data: block.data },
        ...(block.caption
          ? textLines({ type: 'text', text: block.caption, align: 'center' }, columns, enlarge)
          : []),
      ];
    case 'ruler':
      return ruler(columns);
    case 'signatures':
      return signatures(block.labels, columns);
    default:
      return [block];
  }
}

function line(text: string, look: Partial<PaperLine> = {}): PaperLine {
  return { type: 'line', text: text.trimEnd(), bold: false, size: 1, invert: false, ...look };
}

function textLines(
  { text, align, bold = false, size = 1, invert = false }: TextBlock,
  columns: number,
  enlarge: boolean,
) {
  const clean = cleanText(text);
  const shown = enlarge ? fitting(size, clean, columns) : 1;
  const width = Math.floor(columns / shown);
  // White on black keeps the spaces around the word.
  const padded = invert && cellsOf(clean) <= width ? [clean] : wrap(clean, width);
  return padded.map((part): PaperLine => {
    const text = align === 'center' ? toCenter(part, width) : align === 'right' ? toRight(part, width) : part;
    return { type: 'line', text: invert ? text : text.trimEnd(), bold, size: shown, invert };
  });
}

/** Large only when no word must be torn apart for it. */
function fitting(size: 1 | 2, text: string, columns: number): 1 | 2 {
  const longest = Math.max(0, ...text.split(' ').map(cellsOf));
  return size === 2 && longest <= Math.floor(columns / 2) ? 2 : 1;
}

function rowLines(
  { left, right, bold = false, size = 1 }: RowBlock,
  columns: number,
  enlarge: boolean,
): PaperLine[] {
  const [words, figures] = [cleanText(left), cleanText(right)];
  const large = enlarge && size === 2 && cellsOf(words) + 1 + cellsOf(figures) <= Math.floor(columns / 2);
  return sideBySide(words, figures, Math.floor(columns / (large ? 2 : 1))).map((text) =>
    line(text, { bold, size: large ? 2 : 1 }),
  );
}

/** The figure stands at the right edge of the last line of the words; alone where both find no room. */
function sideBySide(left: string, right: string, width: number): string[] {
  const indent = left.match(/^ */)?.[0] ?? '';
  const room = width - cellsOf(right) - 1;
  if (right === '') return wrap(left, width);
  if (room < Math.min(NARROWEST_LEFT, cellsOf(left))) {
    return [...wrap(left, width), ...wrap(right, width).map((part) => toRight(part, width))];
  }
  const lines = wrap(left, room).map((part, index) =>
    index > 0 && indent ? fitIndent(indent, part, room) : part,
  );
  const last = lines.pop() ?? '';
  return [...lines, toLeft(last, width - cellsOf(right)) + right];
}

function fitIndent(indent: string, text: string, width: number): string {
  return cellsOf(indent + text) <= width ? indent + text : text;
}

function itemLines(item: ReceiptItem, columns: number): PaperLine[] {
  const times = item.unitPrice === '' ? item.quantity : `${item.quantity} x ${item.unitPrice}`;
  return [
    ...wrap(cleanText(item.name), columns).map((text) => line(text)),
    ...item.notes.flatMap((note) => wrap(`  ${cleanText(note)}`, columns).map((text) => line(text))),
    ...sideBySide(`  ${cleanText(times)}`, item.amount, columns).map((text) => line(text)),
    ...item.discounts.flatMap(({ label, amount }) =>
      sideBySide(`  ${cleanText(label)}`, amount, columns).map((text) => line(text)),
    ),
  ];
}

/** Number, item, quantity, price, amount: for wide paper. */
function itemTable(items: readonly ReceiptItem[], head: ItemHead, columns: number): PaperLine[] {
  const widest = (texts: string[]) => Math.max(...texts.map((text) => cellsOf(cleanText(text))));
  const number = Math.max(3, String(items.length).length + 1);
  const quantity = Math.min(16, widest([head.quantity, ...items.map((item) => item.quantity)]));
  const price = Math.min(20, widest([head.unitPrice, ...items.map((item) => item.unitPrice)]));
  const amount = Math.min(22, widest([head.amount, ...items.map((item) => item.amount)]));
  const name = columns - number - quantity - price - amount - 6;
  const cells = (first: string, item: string, rest: [string, string, string]) =>
    `${toLeft(first, number)}${toLeft(item, name)}  ${toRight(rest[0], quantity)}  ${toRight(rest[1], price)}  ${toRight(rest[2], amount)}`;
  return [
    line(cells('', head.item, [head.quantity, head.unitPrice, head.amount]), { bold: true }),
    line('-'.repeat(columns)),
    ...items.flatMap((item, index) => {
      const [first = '', ...others] = wrap(cleanText(item.name), name);
      return [
        line(cells(`${index + 1}`, first, [cleanText(item.quantity), item.unitPrice, item.amount])),
        ...[...others, ...item.notes.flatMap((note) => wrap(cleanText(note), name))].map((text) =>
          line(cells('', text, ['', '', ''])),
        ),
        ...item.discounts.map(({ label, amount }) =>
          line(cells('', wrap(cleanText(label), name)[0] ?? '', ['', '', amount])),
        ),
      ];
    }),
  ];
}

function ruler(columns: number): PaperLine[] {
  const digits = Array.from({ length: columns }, (_, index) => String((index + 1) % 10)).join('');
  const tens = Array.from({ length: columns }, (_, index) =>
    (index + 1) % 10 === 0 ? String(Math.floor((index + 1) / 10) % 10) : ' ',
  ).join('');
  return [line(tens), line(digits), line(`|${'#'.repeat(columns - 2)}|`)];
}

/** Room to sign over each name: side by side where they fit. */
function signatures(labels: readonly string[], columns: number): PaperLine[] {
  const width = Math.floor(columns / Math.max(1, labels.length));
  const names = labels.map((label) => wrap(cleanText(label), width - 2));
  const rows = Math.max(...names.map((lines) => lines.length));
  const across = (part: (index: number) => string) =>
    line(labels.map((_, index) => toLeft(toCenter(part(index), width), width)).join(''));
  return [
    line(''),
    line(''),
    line(''),
    across(() => '_'.repeat(Math.max(4, width - 4))),
    ...Array.from({ length: rows }, (_, at) => across((index) => names[index]?.[at] ?? '')),
    line(''),
  ];
}
