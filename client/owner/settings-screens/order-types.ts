import type { OrderType } from '../../../shared/sync/sale-record.ts';

/** Named here again because the record's own file brings its whole schema with it. */
export const ORDER_TYPES = [
  'walkIn',
  'dineIn',
  'takeAway',
  'delivery',
] as const satisfies readonly OrderType[];
