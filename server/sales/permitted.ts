import { type Action, allowed } from '../../shared/permissions.ts';
import type { Approval } from '../../shared/sync/record-fields.ts';
import type { SaleFacts } from './sale-facts.ts';

interface Done {
  outletId: string;
  staffId: string;
  approvals?: readonly Approval[] | undefined;
}

/**
 * Whether the one at the till might do all of these, or somebody who may has approved. Staff that is not known here
 * has a flag of its own. Goes by the roles and settings of now, which may have changed since: a flag, nothing more.
 */
export function isPermitted(
  done: Done,
  actions: readonly Action[],
  facts: Pick<SaleFacts, 'staff' | 'permissions'>,
): boolean {
  const settings = { permissions: facts.permissions.get(done.outletId) ?? {} };
  const may = (staffId: string, action: Action, unknown: boolean) => {
    const staff = facts.staff.get(staffId);
    return staff ? allowed(action, staff.role, settings) : unknown;
  };
  return actions.every(
    (action) =>
      may(done.staffId, action, true) ||
      done.approvals?.some(
        (approval) => approval.action === action && may(approval.approvedBy, action, false),
      ),
  );
}
