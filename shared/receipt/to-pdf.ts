import { encode as encodeQr } from 'uqr';
import { chooseBarcode } from './barcode-choice.ts';
import { modulesOf } from './barcode-modules.ts';
import type { Bitmap } from './bitmap.ts';
import { cellsOf, graphemesOf } from './cells.ts';
import type { ReceiptDocument } from './document.ts';
import { layOut, type PaperLine, type PaperPiece } from './layout.ts';
import { type PdfMark, type PdfPage, pdfCanShow, pdfFile } from './pdf-file.ts';
import { placedWords } from './placed-words.ts';
import type { DrawWords } from './to-escpos.ts';

export type PdfPaper = 58 | 80 | 'a4';

const POINTS_PER_MM = 72 / 25.4;
/** Courier’s letters are 0.6 of their size wide. */
const LETTER = 0.6;

interface Sheet {
  columns: number;
  width: number;
  margin: number;
  /** undefined: as long as what stands on it */
  height?: number;
}

const SHEETS: Record<PdfPaper, Sheet> = {
  58: { columns: 32, width: 58 * POINTS_PER_MM, margin: 5 * POINTS_PER_MM },
  80: { columns: 48, width: 80 * POINTS_PER_MM, margin: 4 * POINTS_PER_MM },
  a4: { columns: 90, width: 210 * POINTS_PER_MM, margin: 15 * POINTS_PER_MM, height: 297 * POINTS_PER_MM },
};

/**
 * The document as a PDF: a strip as long as the receipt (58 and 80 mm), or A4 pages. Letters that the standard fonts
 * lack are drawn by `drawWords`, or become question marks.
 */
export function toPdf(
  document: ReceiptDocument,
  paper: PdfPaper,
  { drawWords, logo }: { drawWords?: DrawWords; logo?: Bitmap } = {},
): Uint8Array {
  const sheet = SHEETS[paper];
  const inner = sheet.width - 2 * sheet.margin;
  const size = inner / sheet.columns / LETTER;
  const pages: PdfPage[] = [];
  let marks: PdfMark[] = [];
  let y = sheet.margin;

  const finishPage = () => {
    if (marks.length > 0) pages.push({ width: sheet.width, height: sheet.height ?? y + sheet.margin, marks });
    marks = [];
    y = sheet.margin;
  };
  const room = (height: number) => {
    if (sheet.height !== undefined && y + height > sheet.height - sheet.margin) finishPage();
  };

  const put = (piece: PaperPiece) => {
    if (piece.type === 'cut') finishPage();
    else if (piece.type === 'line') {
      const height = size * piece.size * 1.25;
      room(height);
      marks.push(...lineMarks(piece, { x: sheet.margin, y, size: size * piece.size, inner, drawWords }));
      y += height;
    } else {
      const drawn = piece.type === 'logo' ? logoMarks(logo, inner) : symbolMarks(piece, inner, size);
      if (!drawn) return;
      room(drawn.height);
      marks.push(...drawn.marks.map((mark) => ({ ...mark, x: mark.x + sheet.margin, y: mark.y + y })));
      y += drawn.height + size * 0.4;
    }
  };
  for (const piece of layOut(document, sheet.columns)) put(piece);
  finishPage();
  return pdfFile(pages, document.title);
}

interface Place {
  x: number;
  y: number;
  size: number;
  inner: number;
  drawWords?: DrawWords;
}

function lineMarks(line: PaperLine, { x, y, size, inner, drawWords }: Place): PdfMark[] {
  const { text, bold, invert } = line;
  if (text.trim() === '') return [];
  if (!pdfCanShow(text) && drawWords) {
    // Three dots a point is what a phone's screen shows.
    const scale = 3;
    const cell = { width: size * LETTER * scale, height: size * 1.2 * scale };
    const width = Math.ceil((inner * scale) / 8) * 8;
    const height = Math.ceil(cell.height);
    const dots = drawWords({ words: placedWords(text, cell.width), width, height, cell, bold, invert });
    return [{ type: 'picture', x, y, width: width / scale, height: height / scale, dots }];
  }
  const indent = text.match(/^ */)?.[0].length ?? 0;
  const shown = pdfCanShow(text)
    ? text
    : graphemesOf(text)
        .map((part) => (pdfCanShow(part) ? part : '?'.repeat(cellsOf(part))))
        .join('');
  const letter = size * LETTER;
  const from = Math.max(0, invert ? indent - 1 : indent);
  return [
    ...(invert
      ? [
          {
            type: 'box',
            x: x + from * letter,
            y,
            width: (shown.length - from) * letter,
            height: size * 1.2,
          } as const,
        ]
      : []),
    {
      type: 'text',
      text: shown.slice(from),
      x: x + from * letter,
      y: y + size * 0.9,
      size,
      bold,
      white: invert,
    },
  ];
}

/** Bars and modules as boxes: sharp at any size. */
function symbolMarks(
  piece: Extract<PaperPiece, { type: 'qr' | 'barcode' }>,
  inner: number,
  size: number,
): { marks: PdfMark[]; height: number } | undefined {
  if (piece.type === 'qr') {
    const { data, size: count } = encodeQr(piece.data, { ecc: 'M', border: 2 });
    const side = Math.min(inner, 32 * POINTS_PER_MM);
    const module = side / count;
    const marks = data.flatMap((row, line) =>
      blackRuns(row).map(
        ({ from, length }): PdfMark => ({
          type: 'box',
          x: (inner - side) / 2 + from * module,
          y: line * module,
          width: length * module,
          height: module,
        }),
      ),
    );
    return { marks, height: side };
  }
  const chosen = chooseBarcode(piece);
  const caption: PdfMark = {
    type: 'text',
    text: piece.data,
    x: (inner - cellsOf(piece.data) * size * LETTER) / 2,
    y: (chosen ? 11 * POINTS_PER_MM : 0) + size,
    size,
    bold: false,
  };
  if (!chosen) return { marks: [caption], height: size * 1.4 };
  const module = Math.min(0.33 * POINTS_PER_MM, inner / modulesOf(chosen.bars));
  let x = (inner - modulesOf(chosen.bars) * module) / 2;
  const marks: PdfMark[] = [];
  chosen.bars.forEach((width, index) => {
    if (index % 2 === 0)
      marks.push({ type: 'box', x, y: 0, width: width * module, height: 10 * POINTS_PER_MM });
    x += width * module;
  });
  return { marks: [...marks, caption], height: 11 * POINTS_PER_MM + size * 1.4 };
}

function blackRuns(row: readonly boolean[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  row.forEach((black, column) => {
    const last = runs.at(-1);
    if (black && last && last.from + last.length === column) last.length += 1;
    else if (black) runs.push({ from: column, length: 1 });
  });
  return runs;
}

function logoMarks(
  logo: Bitmap | undefined,
  inner: number,
): { marks: PdfMark[]; height: number } | undefined {
  if (!logo) return undefined;
  // As large as on paper: 203 dots an inch.
  const width = Math.min(inner, (logo.width / 203) * 72);
  const height = (logo.height * width) / logo.width;
  return { marks: [{ type: 'picture', x: (inner - width) / 2, y: 0, width, height, dots: logo }], height };
}
