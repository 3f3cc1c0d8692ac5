import { sql } from 'drizzle-orm';
import type { Role } from '../../shared/roles.ts';
import type { OutletSettings } from '../../shared/settings/types.ts';
import type { Approval } from '../../shared/sync/record-fields.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { uuids } from '../sync/header-facts.ts';
import { settingsOfOutlets } from './settings.ts';

/** Roles of everybody these records name, and who may do what in their outlets. */
export interface PermissionFacts {
  staff: ReadonlyMap<string, { active: boolean; role: Role }>;
  permissions: ReadonlyMap<string, OutletSettings['permissions']>;
}

export async function readPermissionFacts(
  tx: Tx,
  tenantId: string,
  records: readonly { outletId: string; staffId: string; approvals?: readonly Approval[] | undefined }[],
): Promise<PermissionFacts> {
  const people = records.flatMap(({ staffId, approvals }) => [
    staffId,
    ...(approvals?.map(({ approvedBy }) => approvedBy) ?? []),
  ]);
  const staff = rowsOf<{ id: string; active: boolean; role: Role }>(
    await tx.execute(
      sql`select id, active, role from staff where tenant_id = ${tenantId} and id = any(${uuids(people)})`,
    ),
  );
  const settings = await settingsOfOutlets(
    tx,
    records.map(({ outletId }) => outletId),
  );
  return {
    staff: new Map(staff.map(({ id, active, role }) => [id, { active, role }])),
    permissions: new Map([...settings].map(([id, { permissions }]) => [id, permissions])),
  };
}
