import { type Role, roleAtLeast } from '../../shared/roles.ts';

/** Whether somebody of role `actor` may make or change a person from `before` (null: new) to `after`. Nobody reaches above themselves. */
export function mayManage(actor: Role, before: Role | null, after: Role): boolean {
  return (
    roleAtLeast(actor, 'manager') &&
    roleAtLeast(actor, after) &&
    (before === null || roleAtLeast(actor, before))
  );
}

/** Whether a person with this role may also sign in with e-mail. */
export function maySignInByEmail(role: Role): role is Exclude<Role, 'cashier'> {
  return role !== 'cashier';
}
