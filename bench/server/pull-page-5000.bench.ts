import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { openPull } from '../../server/sync/pull.ts';
import type { Measured } from '../measured.ts';
import { measureAgainstFloor, median, rounded } from './measure.ts';
import { withBenchShop } from './shop.ts';

const ROWS = 5_000;

/** A pull page of 5,000 products as text, against a bare `select` of the same rows and columns with JSON.stringify. */
export default async function pullPage5000(rounds = 60): Promise<Measured> {
  return withBenchShop(4 * ROWS, async (shop) => {
    const pull = openPull(shop.db);
    const select = () => shop.raw`
      select id, sku, barcodes, name, category_id, unit, price, tax_class, picture_id, active, deleted
      from product where tenant_id = ${shop.tenantId} order by xid, seq limit ${ROWS}`;
    let page = '';
    let plain = '';
    const times = await measureAgainstFloor(
      rounds,
      async () => {
        page = await pull(shop, { collection: 'product', after: null, limit: ROWS });
      },
      async () => {
        plain = JSON.stringify(await select());
      },
    );
    // A leaner floor, for knowing: tuples without column names.
    const tuples: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      JSON.stringify(await select().values());
      tuples.push(performance.now() - started);
    }
    const rows = JSON.parse(page).rows.length;
    if (rows !== ROWS || JSON.parse(plain).length !== ROWS)
      throw new Error(`${rows} rows instead of ${ROWS}`);
    const sizes: Record<string, number> = {};
    for (const level of [1, 2, 4, 6]) {
      const spent: number[] = [];
      let bytes = 0;
      for (let round = 0; round < 9; round++) {
        const started = performance.now();
        bytes = (await promisify(gzip)(page, { level })).length;
        spent.push(performance.now() - started);
      }
      sizes[`gzip${level}Ms`] = rounded(median(spent));
      sizes[`gzip${level}Bytes`] = bytes;
    }
    return {
      name: 'pull page of 5,000 rows',
      ...times,
      unit: 'ms',
      bar: 1.5,
      detail: { rows, bytes: page.length, tuplesFloor: rounded(median(tuples)), ...sizes },
    };
  });
}
