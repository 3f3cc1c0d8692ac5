import { encode as encodeQr } from 'uqr';
import { hasCodePage, letterOf } from './code-pages.ts';
import { type Letter, Paper } from './paper.ts';
import { type Bars, code128Bars, eanBars } from './symbols.ts';

export type PrinterEvent =
  | { type: 'image'; width: number; height: number }
  | { type: 'qr'; data: string; dots: number }
  | { type: 'barcode'; symbology: string; data: string; dots: number }
  | { type: 'pulse'; pin: 2 | 5; onMs: number; offMs: number }
  | { type: 'cut'; mode: 'full' | 'partial' };

export interface PrintedReceipt {
  lines: string[];
  width: number;
  height: number;
  /** one byte a dot, 1 black; `pngOf` makes a file of it */
  dots: Uint8Array;
}

const FONT_A = { width: 12, height: 24 };
const FONT_B = { width: 9, height: 17 };
const LINE_SPACING = 30;

const NEW_STATE = {
  align: 0,
  bold: false,
  underline: false,
  invert: false,
  fontB: false,
  wide: 1,
  high: 1,
  page: 0,
  spacing: LINE_SPACING,
  left: 0,
  barHeight: 162,
  barModule: 3,
  barText: 0,
  qrModule: 3,
  qrLevel: 48,
  qrData: undefined as Uint8Array | undefined,
};

/**
 * A receipt printer without hardware, written from Epson's ESC/POS command reference. Takes bytes in any pieces and
 * gives receipts, events and status replies. It is strict: whatever a real one would print wrong, or not at all, stands
 * in `problems`: unknown commands, odd control bytes, text and symbols wider than the paper.
 */
export class VirtualPrinter {
  readonly dots: number;
  readonly receipts: PrintedReceipt[] = [];
  readonly events: PrinterEvent[] = [];
  readonly problems: string[] = [];
  /** Hears each status reply, as a cable would carry it. */
  onReply: (reply: Uint8Array) => void = () => {};
  paper: 'ok' | 'low' | 'out' = 'ok';
  coverOpen = false;
  /** as real ones do; strict is the default, because nothing of ours sends one but to finish a torn command */
  ignoresNul = false;
  drawerOpen = false;

  #state = { ...NEW_STATE };
  #waiting: number[] = [];
  #roll: Paper;
  #line: Letter[] = [];
  #lines: string[] = [];
  #position = 0;

  constructor({ dots = 384 }: { dots?: number } = {}) {
    this.dots = dots;
    this.#roll = new Paper(dots);
  }

  write(bytes: Iterable<number>): void {
    for (const byte of bytes) this.#waiting.push(byte);
    if (this.#stopped()) {
      this.#answerInHaste();
      return;
    }
    let used = this.#step();
    while (used > 0) {
      this.#waiting.splice(0, used);
      this.#position += used;
      used = this.#waiting.length > 0 && !this.#stopped() ? this.#step() : 0;
    }
  }

  /** After paper came back or the cover was closed: goes on with what had arrived. */
  resume(): void {
    this.write([]);
  }

  /** What hangs out of the printer without a cut counts as a receipt too; a command in the middle is a problem. */
  tearOff(): PrintedReceipt[] {
    if (this.#waiting.length > 0) this.#bad(`ends in the middle of a command: ${this.#waiting.slice(0, 8)}`);
    if (this.#line.length > 0) this.#feed();
    if (this.#roll.y > 0) this.#finish();
    return this.receipts;
  }

  #stopped(): boolean {
    return this.paper === 'out' || this.coverOpen;
  }

  #bad(problem: string): void {
    this.problems.push(`byte ${this.#position}: ${problem}`);
  }

  /** DLE EOT is answered, and DLE DC4 opens the drawer, even while nothing can be printed. */
  #answerInHaste(): void {
    for (let at = 0; at + 2 < this.#waiting.length; at += 1) {
      const [first, second, third = 1, pin, time] = this.#waiting.slice(at, at + 5);
      if (first !== 0x10) continue;
      if (second === 0x04) this.#status(third);
      else if (second === 0x14 && time !== undefined) this.#pulseNow(pin ?? 0, time);
      else continue;
      this.#waiting.splice(at, second === 0x04 ? 3 : 5);
      at -= 1;
    }
  }

  #pulseNow(pin: number, tenths: number): void {
    this.events.push({ type: 'pulse', pin: pin === 1 ? 5 : 2, onMs: tenths * 100, offMs: 0 });
    this.drawerOpen = true;
  }

  #status(what: number): void {
    const fixed = 0x12;
    const paper = this.paper === 'out' ? 0x6c : this.paper === 'low' ? 0x0c : 0;
    const replies: Record<number, number> = {
      1: fixed | (this.#stopped() ? 8 : 0) | (this.drawerOpen ? 0 : 4),
      2: fixed | (this.coverOpen ? 4 : 0) | (this.paper === 'out' ? 0x20 : 0),
      3: fixed,
      4: fixed | paper,
    };
    this.onReply(Uint8Array.of(replies[what] ?? fixed));
  }

  /** Bytes of the command at the front that were carried out; 0: more must come first. */
  #step(): number {
    const [first = 0, second, third] = this.#waiting;
    switch (first) {
      case 0x0a:
        this.#feed();
        return 1;
      case 0x0d:
        return 1;
      case 0x10:
        if (third === undefined) return 0;
        if (second === 0x14 && third === 1) {
          const [, , , pin = 0, time] = this.#waiting;
          if (time === undefined) return 0;
          this.#pulseNow(pin, time);
          return 5;
        }
        if (second === 0x04) this.#status(third);
        else this.#bad(`DLE ${second} is unknown`);
        return 3;
      case 0x1b:
        return second === undefined ? 0 : this.#escape(second);
      case 0x1c:
        if (second === undefined) return 0;
        // Kanji mode off
        if (second !== 0x2e) this.#bad(`FS 0x${second.toString(16)} is unknown`);
        return 2;
      case 0x1d:
        return third === undefined ? 0 : this.#group(second ?? 0, third);
      default:
        if (first === 0 && this.ignoresNul) return 1;
        if (first < 0x20 || first === 0x7f) this.#bad(`control byte 0x${first.toString(16)}`);
        else this.#put(letterOf(first, this.#state.page));
        return 1;
    }
  }

  #escape(command: number): number {
    const state = this.#state;
    const [, , value, on, off] = this.#waiting;
    if (command === 0x40) {
      this.#state = { ...NEW_STATE };
      return 2;
    }
    if (command === 0x32) {
      state.spacing = LINE_SPACING;
      return 2;
    }
    if (value === undefined) return 0;
    switch (command) {
      case 0x21:
        state.fontB = (value & 1) > 0;
        state.bold = (value & 8) > 0;
        state.high = value & 16 ? 2 : 1;
        state.wide = value & 32 ? 2 : 1;
        state.underline = (value & 128) > 0;
        return 3;
      case 0x2d:
        state.underline = value % 48 > 0;
        return 3;
      case 0x33:
        state.spacing = value;
        return 3;
      case 0x45:
      case 0x47:
        state.bold = (value & 1) > 0;
        return 3;
      case 0x4a:
        this.#roll.y += value;
        return 3;
      case 0x4d:
        state.fontB = value % 48 === 1;
        return 3;
      case 0x61:
        if (this.#line.length > 0) this.#bad('alignment changed in the middle of a line is ignored');
        else state.align = value % 48;
        return 3;
      case 0x64:
        for (let line = 0; line < value; line += 1) this.#feed();
        return 3;
      case 0x74:
        if (!hasCodePage(value)) this.#bad(`code page ${value} is not in this printer`);
        state.page = value;
        return 3;
      case 0x70:
        if (off === undefined || on === undefined) return 0;
        this.events.push({ type: 'pulse', pin: value % 48 === 1 ? 5 : 2, onMs: on * 2, offMs: off * 2 });
        this.drawerOpen = true;
        return 5;
      default:
        this.#bad(`ESC 0x${command.toString(16)} is unknown`);
        return 2;
    }
  }

  #group(command: number, value: number): number {
    const state = this.#state;
    const waiting = this.#waiting;
    const high = waiting[3];
    switch (command) {
      case 0x21:
        state.wide = (value >> 4) + 1;
        state.high = (value & 15) + 1;
        return 3;
      case 0x42:
        state.invert = (value & 1) > 0;
        return 3;
      case 0x48:
        state.barText = value % 48;
        return 3;
      case 0x66:
        return 3;
      case 0x68:
        state.barHeight = value;
        return 3;
      case 0x77:
        if (value < 2 || value > 6) this.#bad(`bar width ${value}`);
        state.barModule = value;
        return 3;
      case 0x4c:
        if (high === undefined) return 0;
        state.left = value + high * 256;
        return 4;
      case 0x72:
        this.onReply(
          Uint8Array.of(value % 48 === 2 ? Number(this.drawerOpen) : this.paper === 'ok' ? 0 : 0x0c),
        );
        return 3;
      case 0x56:
        if (value >= 65 && high === undefined) return 0;
        if (value >= 65) this.#roll.y += high ?? 0;
        this.#cut(value % 48 === 1 || value === 66 ? 'partial' : 'full');
        return value >= 65 ? 4 : 3;
      case 0x6b:
        return this.#barcodeCommand(value);
      case 0x76:
        return this.#rasterCommand();
      case 0x28: {
        if (waiting.length < 5) return 0;
        const length = 5 + (waiting[3] ?? 0) + (waiting[4] ?? 0) * 256;
        if (waiting.length < length) return 0;
        if (value === 0x6b) this.#qrCommand(waiting.slice(5, length));
        else this.#bad(`GS ( 0x${value.toString(16)} is unknown`);
        return length;
      }
      default:
        this.#bad(`GS 0x${command.toString(16)} is unknown`);
        return 3;
    }
  }

  #cell(): { width: number; height: number } {
    const { fontB, wide, high } = this.#state;
    const font = fontB ? FONT_B : FONT_A;
    return { width: font.width * wide, height: font.height * high };
  }

  #put(letter: string): void {
    const { fontB: small, bold, underline, invert } = this.#state;
    const cell = this.#cell();
    if (widthOf(this.#line) + cell.width > this.dots - this.#state.left) {
      this.#bad(
        `text is wider than the paper: "${this.#line.map((item) => item.letter).join('')}|${letter}"`,
      );
      this.#feed();
    }
    this.#line.push({ letter, ...cell, small, bold, underline, invert });
  }

  #feed(): void {
    const line = this.#line;
    const tallest = Math.max(FONT_A.height, ...line.map((letter) => letter.height));
    let x = this.#start(widthOf(line));
    for (const letter of line) {
      this.#roll.draw(letter, x, this.#roll.y + tallest - letter.height);
      x += letter.width;
    }
    this.#roll.y += Math.max(this.#state.spacing, ...line.map((letter) => letter.height + 2));
    this.#lines.push(line.map(({ letter }) => letter).join(''));
    this.#line = [];
  }

  #start(width: number): number {
    const { align, left } = this.#state;
    const room = this.dots - left - width;
    return left + Math.max(0, align === 1 ? Math.floor(room / 2) : align === 2 ? room : 0);
  }

  #draw(width: number, height: number, black: (x: number, y: number) => boolean): void {
    if (this.#line.length > 0) this.#bad('a picture in the middle of a line of text');
    const left = this.#start(width);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) if (black(x, y)) this.#roll.set(left + x, this.#roll.y + y);
    }
    this.#roll.y += height;
  }

  #rasterCommand(): number {
    const [, , , mode = 0, xl = 0, xh = 0, yl = 0, yh] = this.#waiting;
    if (yh === undefined) return 0;
    const [stride, rows] = [xl + xh * 256, yl + yh * 256];
    const length = 8 + stride * rows;
    if (this.#waiting.length < length) return 0;
    const data = this.#waiting.slice(8, length);
    const [wide, high] = [mode & 1 ? 2 : 1, mode & 2 ? 2 : 1];
    const width = stride * 8 * wide;
    this.events.push({ type: 'image', width, height: rows * high });
    if (width > this.dots) this.#bad(`picture of ${width} dots, the paper has ${this.dots}`);
    else {
      this.#draw(width, rows * high, (x, y) => {
        const column = Math.floor(x / wide);
        const byte = data[Math.floor(y / high) * stride + (column >> 3)] ?? 0;
        return ((byte >> (7 - (column & 7))) & 1) === 1;
      });
    }
    return length;
  }

  #barcodeCommand(kind: number): number {
    const waiting = this.#waiting;
    let data: number[];
    let length: number;
    if (kind <= 6) {
      const end = waiting.indexOf(0, 3);
      if (end < 0) return 0;
      data = waiting.slice(3, end);
      length = end + 1;
    } else {
      if (waiting[3] === undefined || waiting.length < 4 + waiting[3]) return 0;
      length = 4 + waiting[3];
      data = waiting.slice(4, length);
    }
    const digits = String.fromCharCode(...data);
    const kinds: Record<number, { symbology: string; bars: () => Bars }> = {
      0: { symbology: 'upca', bars: () => eanBars(digits, 12) },
      2: { symbology: 'ean13', bars: () => eanBars(digits, 13) },
      3: { symbology: 'ean8', bars: () => eanBars(digits, 8) },
      73: { symbology: 'code128', bars: () => code128Bars(data) },
    };
    const known = kinds[kind] ?? kinds[kind - 65];
    if (!known) this.#bad(`barcode ${kind} is not in this printer`);
    else this.#bars(known.symbology, known.bars());
    return length;
  }

  #bars(symbology: string, bars: Bars): void {
    if (!bars.ok) {
      this.#bad(bars.problem);
      return;
    }
    const { barModule, barHeight, barText } = this.#state;
    const dots = bars.widths.reduce((sum, width) => sum + width, 0) * barModule;
    if (dots > this.dots) {
      this.#bad(
        `${symbology} "${bars.text}" needs ${dots} dots, the paper has ${this.dots}: nothing is printed`,
      );
      return;
    }
    this.events.push({ type: 'barcode', symbology, data: bars.text, dots });
    const black = new Uint8Array(dots);
    let x = 0;
    bars.widths.forEach((width, index) => {
      if (index % 2 === 0) black.fill(1, x, x + width * barModule);
      x += width * barModule;
    });
    if (barText & 1) this.#caption(bars.text);
    this.#draw(dots, barHeight, (column) => black[column] === 1);
    if (barText & 2) this.#caption(bars.text);
  }

  #caption(text: string): void {
    for (const letter of text) this.#put(letter);
    this.#feed();
  }

  #qrCommand(parameters: number[]): void {
    const state = this.#state;
    const [kind, task, value = 0] = parameters;
    if (kind !== 49) this.#bad(`symbol ${kind} is not in this printer`);
    else if (task === 65 && value !== 50) this.#bad(`QR model ${value}`);
    else if (task === 67) state.qrModule = value;
    else if (task === 69) state.qrLevel = value;
    else if (task === 80) state.qrData = Uint8Array.from(parameters.slice(3));
    else if (task === 81) this.#qr();
    else if (task !== 65) this.#bad(`QR function ${task} is unknown`);
  }

  #qr(): void {
    const { qrData, qrModule, qrLevel } = this.#state;
    if (!qrData) {
      this.#bad('QR printed before its data came');
      return;
    }
    const ecc = (['L', 'M', 'Q', 'H'] as const)[qrLevel - 48] ?? 'L';
    const data = new TextDecoder().decode(qrData);
    const { data: modules, size } = encodeQr(data, { ecc, border: 0 });
    const dots = size * qrModule;
    this.events.push({ type: 'qr', data, dots });
    if (dots > this.dots) {
      this.#bad(`QR needs ${dots} dots, the paper has ${this.dots}: nothing is printed`);
      return;
    }
    this.#draw(dots, dots, (x, y) => modules[Math.floor(y / qrModule)]?.[Math.floor(x / qrModule)] === true);
  }

  #cut(mode: 'full' | 'partial'): void {
    if (this.#line.length > 0) this.#bad('cut in the middle of a line');
    this.events.push({ type: 'cut', mode });
    this.#finish();
  }

  #finish(): void {
    this.receipts.push({ lines: this.#lines, ...this.#roll.picture() });
    this.#roll = new Paper(this.dots);
    this.#lines = [];
  }
}

function widthOf(line: readonly Letter[]): number {
  return line.reduce((sum, letter) => sum + letter.width, 0);
}
