import type { Action } from '../../../shared/permissions.ts';
import type { SellAction } from '../needs.ts';

/** What a role may or may not do at the till besides selling. */
export type DayAction = Exclude<Action, SellAction>;
