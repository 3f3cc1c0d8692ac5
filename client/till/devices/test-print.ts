import { testPageOf } from '../../../shared/receipt/test-page.ts';
import type { DeskPrinter, PrintDesk } from '../../devices/print-desk.ts';
import type { LocalStore } from '../../local/types.ts';

/** The page with the ruler, on this printer. */
export function printTestPage(
  desk: PrintDesk,
  local: LocalStore,
  { id, profile }: DeskPrinter,
): Promise<void> {
  const logo = local.outletSettings.get().receipt.logoPictureId !== undefined;
  const document = testPageOf(profile.name, profile.columns, 'id', logo);
  return desk.print([
    { id: `${local.newSaleId()}.test`, printerId: id, kind: 'test', title: profile.name, document },
  ]);
}
