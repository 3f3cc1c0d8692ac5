import { type Action, allowed } from '../../../shared/permissions.ts';
import type { Role } from '../../../shared/roles.ts';
import type { OutletSettings } from '../../../shared/settings/types.ts';
import type { Approval } from '../../../shared/sync/record-fields.ts';
import { LocalError } from '../types.ts';
import type { People } from './people.ts';

/** Who does something, and who has allowed it with a PIN. */
export interface Asking {
  staffId: string;
  approvals?: readonly Approval[];
}

/** What the roles of this outlet allow, asked where things are written: a screen may be wrong or out of date. */
export interface Permit {
  role(staffId: string): Role;
  may(action: Action, asking: Asking): boolean;
  /** Throws LocalError `notPermitted`, naming the action, when neither role nor approval is enough. */
  demand(action: Action, asking: Asking): void;
}

export function openPermit(
  people: Pick<People, 'roleOf' | 'staff'>,
  settings: () => Pick<OutletSettings, 'permissions'>,
): Permit {
  // An approval was given by PIN: it holds although the list of staff has expired since.
  const listedRole = (staffId: string) => people.staff.get().find(({ id }) => id === staffId)?.role;
  const permit: Permit = {
    role: people.roleOf,
    may: (action, { staffId, approvals = [] }) =>
      allowed(action, people.roleOf(staffId), settings()) ||
      approvals.some((approval) => {
        const role = listedRole(approval.approvedBy);
        return approval.action === action && role !== undefined && allowed(action, role, settings());
      }),
    demand: (action, asking) => {
      if (!permit.may(action, asking)) throw new LocalError('notPermitted', { field: action });
    },
  };
  return permit;
}
