import type { Db } from '../db/connect.ts';

const KEEP_DAYS = 30;
const DAYS_AHEAD = 7;

/** Makes the log's days of the coming week and drops those older than 30 days. */
export async function keepLogDays(db: Db): Promise<void> {
  await db.runScript(`select keep_log_days(${KEEP_DAYS}, ${DAYS_AHEAD})`);
}
