import Papa from 'papaparse';
import { type ImportColumn, MAX_IMPORT_ROWS } from '../../../shared/catalogue/import-report.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { readHeader } from './read-header.ts';
import { readText } from './read-text.ts';

/** A row as written: trimmed cells by column. A column that is absent here says nothing about the product. */
export interface FileRow {
  /** as a spreadsheet counts: the header is row 1 */
  row: number;
  cells: Partial<Record<ImportColumn, string>>;
  /** set when the row can't be trusted, because of its shape */
  broken?: { code: 'tooManyCells'; cells: number; columns: number } | { code: 'quoteOpen' };
}

export interface ProductFile {
  encoding: string;
  delimiter: string;
  columns: ImportColumn[];
  ignoredColumns: string[];
  blankRows: number;
  rows: FileRow[];
}

export type FileProblem = Extract<
  ErrorCode,
  'importEmpty' | 'importNotText' | 'importNoHeader' | 'importTooManyRows'
>;

/** Bytes of a CSV file to rows, or the reason why they are none. Never throws, whatever the bytes. */
export function readFile(bytes: Uint8Array): ProductFile | { problem: FileProblem } {
  const decoded = readText(bytes);
  if (!decoded) return { problem: 'importNotText' };
  // Some spreadsheets name the delimiter in a line of its own.
  const told = /^sep=(.)\r?\n/.exec(decoded.text);
  const text = told ? decoded.text.slice(told[0].length) : decoded.text;
  if (text.trim() === '') return { problem: 'importEmpty' };
  const parsed = Papa.parse<string[]>(text, {
    ...(told?.[1] ? { delimiter: told[1] } : { delimitersToGuess: [',', ';', '\t'] }),
    // One more than allowed, and the header with some blank lines before it: enough to notice.
    preview: MAX_IMPORT_ROWS + 1_000,
  });
  const lines = parsed.data;
  const headerAt = lines.findIndex((cells) => !isBlank(cells));
  const header = readHeader(lines[headerAt] ?? []);
  if (!header) return { problem: 'importNoHeader' };
  const openQuotes = new Set(
    parsed.errors.filter((error) => error.type === 'Quotes').map((error) => error.row),
  );
  const rows: FileRow[] = [];
  let blankRows = 0;
  for (let index = headerAt + 1; index < lines.length; index += 1) {
    const cells = lines[index] ?? [];
    if (isBlank(cells)) {
      // The last line break of a file ends a row, it does not begin one.
      if (index < lines.length - 1) blankRows += 1;
      continue;
    }
    const row: FileRow = { row: index + 1 + (told ? 1 : 0), cells: {} };
    for (const [column, at] of header.at) {
      const cell = cells[at];
      if (cell !== undefined) row.cells[column] = unguard(cell.trim());
    }
    if (openQuotes.has(index)) row.broken = { code: 'quoteOpen' };
    else if (!isBlank(cells.slice(header.width)))
      row.broken = { code: 'tooManyCells', cells: cells.length, columns: header.width };
    rows.push(row);
  }
  if (rows.length > MAX_IMPORT_ROWS) return { problem: 'importTooManyRows' };
  if (rows.length === 0) return { problem: 'importEmpty' };
  return {
    encoding: decoded.encoding,
    delimiter: parsed.meta.delimiter,
    columns: [...header.at.keys()],
    ignoredColumns: header.ignored,
    blankRows,
    rows,
  };
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** A spreadsheet runs a cell that begins so; the export puts an apostrophe before it, and the import takes it off. */
const RUNS = /^'*[=+\-@\t\r]/;

export function guardCell(cell: string): string {
  return RUNS.test(cell) ? `'${cell}` : cell;
}

function unguard(cell: string): string {
  return cell.startsWith("'") && RUNS.test(cell) ? cell.slice(1) : cell;
}
