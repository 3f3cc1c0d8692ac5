import { later } from '../../app/later.ts';

/** A manager's PIN, for screens other than selling, which has all its sheets at once (`useSheets`). */
export const ApprovalSheet = later(async () => ({ default: (await import('./sheets.ts')).ApprovalSheet }));
