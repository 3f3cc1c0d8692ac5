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
  'importEmpty' | 'importNotText' | 'importNoHeader' | 'importTooManyRows' | 'importTooWide'
>;

/** Bytes of a CSV file to rows, or the reason why they are none. Never throws, whatever the bytes. */
export function readFile(bytes: Uint8Array): ProductFile | { problem: FileProblem } {
  const decoded = readText(bytes);
  if (!decoded) return { problem: 'importNotText' };
  // Some spreadsheets name the delimiter in a line of its own.
  const told = /^sep=(.)\r?\n/.exec(decoded.text);
  const text = told ? decoded.text.slice(told[0].length) : decoded.text;
  if (text.trim() === '') return { problem: 'importEmpty' };
  const table = readTable(text, told?.[1]);
  if ('problem' in table) return table;
  const { lines, openQuotes } = table;
  const headerAt = lines.findIndex((cells) => !isBlank(cells));
  const header = readHeader(lines[headerAt] ?? []);
  if (!header) return { problem: 'importNoHeader' };
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
    delimiter: table.delimiter,
    columns: [...header.at.keys()],
    ignoredColumns: header.ignored,
    blankRows,
    rows,
  };
}

/** Far beyond any shop's file. */
const MAX_COLUMNS = 200;
/** Characters read at once: what a row of a stranger's making can cost, as no row may be longer (T4). */
const READ_AT_ONCE = 512 * 1024;

interface Table {
  lines: string[][];
  delimiter: string;
  /** lines with a quote that is never closed, or closed in the middle of a cell */
  openQuotes: Set<number>;
}

/** Cells by line, at most a few more lines than a file may have. Gives up at the first row that is beyond all measure. */
function readTable(text: string, delimiter: string | undefined): Table | { problem: FileProblem } {
  const table: Table = { lines: [], delimiter: delimiter ?? ',', openQuotes: new Set() };
  let problem: FileProblem | undefined;
  let cursor = 0;
  const reading: Papa.ParseConfig<string[]> & Pick<Papa.ParseRemoteConfig<string[]>, 'chunk' | 'chunkSize'> =
    {
      ...(delimiter ? { delimiter } : { delimitersToGuess: [',', ';', '\t'] }),
      chunkSize: READ_AT_ONCE,
      chunk: ({ data, errors, meta }, parser) => {
        table.delimiter = meta.delimiter;
        for (const { type, row = 0 } of errors)
          if (type === 'Quotes') table.openQuotes.add(table.lines.length + row);
        const tooWide = data.some((cells) => cells.length > MAX_COLUMNS);
        // Nothing but the beginning of a row, and more text to come.
        const tooLong = data.length === 0 && meta.cursor < text.length;
        if (tooWide || (tooLong && cursor === meta.cursor)) problem = 'importTooWide';
        cursor = meta.cursor;
        for (const cells of data) table.lines.push(cells);
        // The header and some blank lines before it come on top.
        if (problem || table.lines.length > MAX_IMPORT_ROWS + 1_000) parser.abort();
      },
    };
  Papa.parse<string[]>(text, reading as Papa.ParseConfig<string[]>);
  return problem ? { problem } : table;
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
