import { integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import type { SavedSections } from '../../shared/settings/types.ts';
import { tenantId, time } from '../db/columns.ts';

/** What an owner said, for the whole shop or for one outlet; what they left out is the default. */
export const outletSettings = pgTable(
  'outlet_settings',
  {
    tenantId: tenantId(),
    /** an outlet's id, or the tenant's own for the whole shop */
    scopeId: uuid('scope_id').notNull(),
    version: integer('version').notNull(),
    sections: jsonb('sections').$type<SavedSections>().notNull(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.scopeId] })],
);
