import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { encode as encodeQr } from 'uqr';
import { chooseBarcode } from './barcode-choice.ts';
import { code128, modulesOf } from './barcode-modules.ts';
import { type Bitmap, isBlack } from './bitmap.ts';
import { cellsOf, toCenter, wrap } from './cells.ts';
import type { ReceiptDocument } from './document.ts';
import { layOut, type PaperLine, type PaperPiece } from './layout.ts';
import { placedWords } from './placed-words.ts';
import { CODE_PAGES, type CodePage, printableWith } from './printable.ts';

/** What a printer's paper holds, and what its owner set. */
export interface EscposPaper {
  /** letters of font A in a line */
  columns: number;
  dots: number;
  codePages: readonly CodePage[];
  cut: 'partial' | 'full' | 'none';
  /** lines between the last print and the knife or the tear bar */
  feedLines: number;
}

export const ESCPOS_PAPERS: Record<58 | 80, EscposPaper> = {
  58: { columns: 32, dots: 384, codePages: CODE_PAGES, cut: 'none', feedLines: 4 },
  80: { columns: 48, dots: 576, codePages: CODE_PAGES, cut: 'partial', feedLines: 4 },
};

/** Draws words that no code page has. `x` in dots from the left edge; the result is `width` × `height` dots. */
export type DrawWords = (line: {
  words: { text: string; x: number }[];
  width: number;
  height: number;
  /** of a letter */
  cell: { width: number; height: number };
  bold: boolean;
  invert: boolean;
}) => Bitmap;

/** Pin 2 is connector pin 2 (`ESC p 0`), 5 the other drawer. Times as the drawer's maker wants them. */
export interface DrawerPulse {
  pin: 2 | 5;
  onMs: number;
  offMs: number;
}

export interface EscposJob {
  bytes: Uint8Array;
  /** what could not be printed as it is: text with question marks, symbols given as text or left out */
  lost: string[];
}

const CELL = { width: 12, height: 24 };
const BARCODE_HEIGHT = 60;
/** whole bytes high, or the library's padding would part the strips */
const STRIP_ROWS = 48;

/**
 * The document in the language of receipt printers (Epson's ESC/POS). Text outside the printer's code pages goes out
 * as a picture when `drawWords` is there; symbols never exceed the paper, because a printer prints such a one not at all.
 */
export function toEscpos(
  document: ReceiptDocument,
  paper: EscposPaper,
  { drawWords, logo, drawer }: { drawWords?: DrawWords; logo?: Bitmap; drawer?: DrawerPulse } = {},
): EscposJob {
  const printable = printableWith(paper.codePages);
  const lost: string[] = [];
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: paper.columns,
    imageMode: 'raster',
    newline: '\n',
    codepageMapping: 'epson',
    codepageCandidates: [...paper.codePages],
  });
  // The library composes lines; what goes between them must wait for the line before.
  encoder.initialize().codepage('auto');

  const plainLine = (text: string) => printLine({ type: 'line', text, bold: false, size: 1, invert: false });

  function printLine({ text: wanted, bold, size, invert }: PaperLine) {
    const text = printable.plainer(wanted);
    if (!printable.isPrintable(text) && drawWords) {
      const cell = { width: CELL.width * size, height: CELL.height * size };
      const words = placedWords(text, cell.width);
      picture(drawWords({ words, width: paper.dots, height: cell.height + 6, cell, bold, invert }));
      return;
    }
    const shown = printable.isPrintable(text) ? text : printable.marked(text);
    if (shown !== text) lost.push(wanted.trim());
    const indent = invert ? (shown.match(/^ */)?.[0].length ?? 0) - 1 : 0;
    if (bold) encoder.bold(true);
    if (size === 2) encoder.size(2, 2);
    // Black only behind the word and a space on each side, not from the edge of the paper.
    if (indent > 0) encoder.text(' '.repeat(indent));
    if (invert) encoder.invert(true);
    encoder.text(shown.slice(Math.max(0, indent)));
    if (invert) encoder.invert(false);
    if (size === 2) encoder.size(1, 1);
    if (bold) encoder.bold(false);
    encoder.newline();
  }

  /** In strips: a link that breaks in a picture leaves the printer waiting for the rest of one strip only. */
  function picture(bitmap: Bitmap) {
    const stride = (bitmap.width + 7) >> 3;
    for (let top = 0; top < bitmap.height; top += STRIP_ROWS) {
      const height = Math.min(STRIP_ROWS, bitmap.height - top);
      const bits = bitmap.bits.subarray(top * stride, (top + height) * stride);
      const image = pixelsOf({ width: bitmap.width, height, bits });
      encoder.image(image, image.width, image.height, 'threshold', 128);
    }
  }

  function qr(data: string) {
    const modules = encodeQr(data, { ecc: 'M', border: 0 }).size;
    // Four modules of white on either side belong to the symbol.
    const size = Math.min(6, Math.floor(paper.dots / (modules + 8)));
    if (size >= 2) encoder.align('center').qrcode(data, { model: 2, size, errorlevel: 'm' }).align('left');
    else {
      lost.push(data);
      for (const part of wrap(data, paper.columns)) plainLine(part);
    }
  }

  /** A receipt number too long for bars on this paper is still there to scan, as a QR. */
  function barcode(piece: Extract<PaperPiece, { type: 'barcode' }>) {
    const chosen = chooseBarcode(piece);
    // The library's widths 1 … 3 are 2 … 4 dots a module.
    const width = chosen ? Math.min(2, Math.floor(paper.dots / modulesOf(chosen.bars)) - 1) : 0;
    if (chosen && width >= 1) {
      const data = chosen.symbology === 'code128' ? escposCode128(chosen.data) : chosen.data;
      encoder
        .align('center')
        .barcode(data, chosen.symbology, { height: BARCODE_HEIGHT, width, text: false })
        .align('left');
    } else if (piece.symbology === 'code128') qr(piece.data);
    else lost.push(piece.data);
    if (cellsOf(piece.data) <= paper.columns) plainLine(toCenter(piece.data, paper.columns));
  }

  const cut = () => {
    encoder.newline(paper.feedLines);
    if (paper.cut !== 'none') encoder.cut(paper.cut);
  };

  for (const piece of layOut(document, paper.columns)) {
    if (piece.type === 'line') printLine(piece);
    else if (piece.type === 'logo') {
      if (logo) picture(centered(logo, paper.dots));
    } else if (piece.type === 'qr') qr(piece.data);
    else if (piece.type === 'barcode') barcode(piece);
    else cut();
  }
  cut();
  const pulse = drawer ? drawerPulseBytes(drawer) : new Uint8Array();
  return { bytes: joined([pulse, withoutLineAfterCut(encoder.encode(), paper.cut)]), lost };
}

/**
 * Bytes that finish whatever command a broken link left half said: a picture's strip is the longest. A printer ignores
 * them between commands.
 */
export function finishTornCommand(dots: number): Uint8Array {
  return new Uint8Array((dots >> 3) * STRIP_ROWS + 8);
}

/** Opens the drawer; alone, or before a receipt, so that paper trouble can't hold the money up. Epson: ESC p m t1 t2. */
export function drawerPulseBytes({ pin, onMs, offMs }: DrawerPulse): Uint8Array {
  const time = (ms: number) => Math.min(255, Math.max(1, Math.round(ms / 2)));
  return Uint8Array.of(0x1b, 0x70, pin === 5 ? 1 : 0, time(onMs), time(offMs));
}

/** Code sets B and, for the pairs of digits, C: {B…{C. A brace of the text itself is doubled. */
function escposCode128(text: string): string {
  const symbol = code128(text);
  if (!symbol) return text;
  const head = symbol.head === '' ? '' : `{B${symbol.head.replaceAll('{', '{{')}`;
  return head + (symbol.packed ? `{C${String.fromCharCode(...symbol.pairs)}` : '');
}

function pixelsOf(bitmap: Bitmap): ImageData {
  const [width, height] = [Math.ceil(bitmap.width / 8) * 8, Math.ceil(bitmap.height / 8) * 8];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < bitmap.height; y += 1) {
    for (let x = 0; x < bitmap.width; x += 1) {
      if (isBlack(bitmap, x, y)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height, data, colorSpace: 'srgb' } as ImageData;
}

/** Pictures begin at the left edge of the paper; a printer's own centring and ours would differ by dots. */
function centered(bitmap: Bitmap, dots: number): Bitmap {
  const shift = Math.max(0, Math.floor((dots - bitmap.width) / 16));
  const [from, to] = [(bitmap.width + 7) >> 3, dots >> 3];
  const bits = new Uint8Array(to * bitmap.height);
  for (let y = 0; y < bitmap.height; y += 1) {
    bits.set(bitmap.bits.subarray(y * from, y * from + Math.min(from, to)), y * to + shift);
  }
  return { width: dots, height: bitmap.height, bits };
}

/** The library's line feed after the knife would begin the next receipt with a blank line. */
function withoutLineAfterCut(bytes: Uint8Array, cut: EscposPaper['cut']): Uint8Array {
  return cut !== 'none' && bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
