/** What a page of ours is made of; all in points from the upper left corner. */
export type PdfMark =
  | { type: 'text'; text: string; x: number; y: number; size: number; bold: boolean; white?: boolean }
  | { type: 'box'; x: number; y: number; width: number; height: number }
  /** one bit a dot, 1 black, rows padded to whole bytes */
  | {
      type: 'picture';
      x: number;
      y: number;
      width: number;
      height: number;
      dots: { width: number; height: number; bits: Uint8Array };
    };

export interface PdfPage {
  /** points: 1/72 inch */
  width: number;
  height: number;
  marks: PdfMark[];
}

// Windows-1252 where it differs from Latin-1: what the standard fonts of every reader can show.
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Whether the standard fonts have every letter. */
export function pdfCanShow(text: string): boolean {
  return [...text].every((letter) => winAnsi(letter) !== undefined);
}

function winAnsi(letter: string): number | undefined {
  const code = letter.codePointAt(0) ?? 0;
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code;
  const high = code > 0x9f ? HIGH.indexOf(letter) : -1;
  return high >= 0 ? 0x80 + high : undefined;
}

/**
 * A PDF file (ISO 32000-1, the parts that version 1.4 has) of text in Courier, black boxes and one-bit pictures. The
 * same pages always give the same bytes.
 */
export function pdfFile(pages: readonly PdfPage[], title: string): Uint8Array {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const stream = (dictionary: string, body: string) =>
    add(`<< ${dictionary}/Length ${body.length} >>\nstream\n${body}\nendstream`);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('');
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const fonts = `<< /F1 ${add(font('Courier'))} 0 R /F2 ${add(font('Courier-Bold'))} 0 R >>`;
  const info = add(`<< /Title ${utf16(title)} /Producer (Gerai) >>`);

  const kids = pages.map((page) => {
    const pictures: string[] = [];
    const content = page.marks.map((mark) => {
      if (mark.type !== 'picture') return operators(mark, page.height);
      const { width, height, bits } = mark.dots;
      const name = `P${pictures.length}`;
      const object = stream(
        `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ImageMask true /BitsPerComponent 1 /Decode [1 0] `,
        latin1(bits),
      );
      pictures.push(`/${name} ${object} 0 R`);
      const bottom = page.height - mark.y - mark.height;
      return `q ${figures(mark.width, 0, 0, mark.height, mark.x, bottom)} cm /${name} Do Q`;
    });
    const contents = stream('', content.join('\n'));
    const resources = `<< /Font ${fonts} /XObject << ${pictures.join(' ')} >> >>`;
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${figures(page.width, page.height)}] /Resources ${resources} /Contents ${contents} 0 R >>`,
    );
  });
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`;

  let file = '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${info} 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Uint8Array.from(file, (byte) => byte.charCodeAt(0));
}

function operators(mark: Exclude<PdfMark, { type: 'picture' }>, pageHeight: number): string {
  if (mark.type === 'box') {
    return `${figures(mark.x, pageHeight - mark.y - mark.height, mark.width, mark.height)} re f`;
  }
  const { text, x, y, size, bold, white } = mark;
  const bytes = [...text].map((letter) => String.fromCharCode(winAnsi(letter) ?? 0x3f)).join('');
  const string = bytes.replace(/[\\()]/g, '\\$&');
  return `${white ? '1 g ' : ''}BT /${bold ? 'F2' : 'F1'} ${figures(size)} Tf ${figures(x, pageHeight - y)} Td (${string}) Tj ET${white ? ' 0 g' : ''}`;
}

function figures(...values: number[]): string {
  return values.map((value) => String(Math.round(value * 100) / 100)).join(' ');
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function utf16(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) =>
    text.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  return `<feff${units.join('')}>`;
}
