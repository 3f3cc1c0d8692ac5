import { type Action, allowed } from '../../shared/permissions.ts';
import type { Role } from '../../shared/roles.ts';
import type { LocalStore } from '../local/types.ts';

export type OutletSettings = ReturnType<LocalStore['outletSettings']['get']>;

/** Whether `role` may do `action` in this outlet without asking anybody. */
export function mayDo(action: Action, role: Role, settings: OutletSettings): boolean {
  return allowed(action, role, settings);
}
