/** Roles of a tenant's staff, least powerful first. A super admin belongs to the installation, not to a tenant. */
export const ROLES = ['cashier', 'manager', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** Whether `role` may do what needs `needed` or more. */
export function roleAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
