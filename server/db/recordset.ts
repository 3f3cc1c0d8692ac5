import { type SQL, sql } from 'drizzle-orm';

/** Rows as one parameter that the database reads as a table `r`: a statement of any number of rows. */
export function recordset(rows: object[], columns: SQL): SQL {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(${columns})`;
}
