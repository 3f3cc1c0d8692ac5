import { z } from 'zod';
import { settingsSectionsSchema } from '../../shared/settings/schema.ts';
import { managerProcedure, ownerProcedure, router } from '../trpc/procedures.ts';
import { getSettings, saveSettings } from './settings.ts';

export const settingsRouter = router({
  /** What was said for the shop and each outlet, and what holds there. */
  get: managerProcedure.query(({ ctx }) => getSettings(ctx)),

  /** All sections of the shop, or of one outlet; refused when somebody else saved meanwhile. */
  save: ownerProcedure
    .input(
      z.strictObject({
        outletId: z.uuid().optional(),
        version: z.int().min(0).max(2_000_000_000),
        sections: settingsSectionsSchema,
      }),
    )
    .mutation(({ ctx, input }) => saveSettings(ctx, input)),
});
