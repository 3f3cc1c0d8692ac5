import writeXlsxFile from 'write-excel-file/browser';
import type { ReportTable } from './report-tables.ts';

/** The tables as one workbook, a sheet each. A chunk of its own: only who exports fetches the writer. */
export async function writeXlsx(tables: readonly ReportTable[]): Promise<Blob> {
  const sheets = tables.map(({ name, head, rows }) => ({
    sheet: name,
    data: [
      head.map((value) => ({ value, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map((value) => ({ value }))),
    ],
    columns: head.map((_, at) => ({ width: at === 0 ? 32 : 16 })),
    stickyRowsCount: 1,
  }));
  return writeXlsxFile(sheets).toBlob();
}
