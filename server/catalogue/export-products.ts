import Papa from 'papaparse';
import { IMPORT_COLUMNS } from '../../shared/catalogue/import-report.ts';
import { BARCODE_SEPARATOR } from '../../shared/catalogue/product-limits.ts';
import type { Db } from '../db/connect.ts';
import { writeQuantity } from './import/read-amounts.ts';
import { guardCell } from './import/read-file.ts';
import { knownProducts, stockOnHand } from './known-products.ts';

/**
 * The catalogue as a file that an import takes back without a change. UTF-8 with a byte order mark, or spreadsheets
 * on Windows garble names; a cell that a spreadsheet would run is guarded with an apostrophe.
 */
export async function exportProducts({ db, tenantId }: { db: Db; tenantId: string }): Promise<string> {
  const { products, stock } = await db.tenant(tenantId, async (tx) => ({
    products: await knownProducts(tx),
    stock: await stockOnHand(tx),
  }));
  const rows = products.map((one) => [
    guardCell(one.sku),
    guardCell(one.barcodes.join(BARCODE_SEPARATOR)),
    guardCell(one.name),
    guardCell(one.category ?? ''),
    guardCell(one.unit),
    one.cost,
    one.price,
    one.taxClass,
    writeQuantity(stock.get(one.id) ?? 0),
    one.active ? 'yes' : 'no',
  ]);
  return `\ufeff${Papa.unparse([[...IMPORT_COLUMNS], ...rows], { newline: '\r\n' })}\r\n`;
}
