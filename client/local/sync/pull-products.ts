import type { ProductRow, PullPage } from '../../../shared/sync/pull.ts';
import { MAX_PULL_ROWS } from '../../../shared/sync/version.ts';
import type { Catalogue } from '../packs/catalogue.ts';
import { NoAnswer } from './our-answer.ts';
import type { Server } from './server.ts';

/**
 * Reads the product feed to its end. The next page travels while this one is stored.
 * Returns whether rows are held back by an open transaction, so that another pull soon makes sense (S8).
 */
export async function pullProducts(server: Server, catalogue: Catalogue): Promise<{ held: boolean }> {
  let coming = server.pull<ProductRow>('product', catalogue.checkpoint(), MAX_PULL_ROWS);
  for (;;) {
    const page = checkPage(await coming);
    if (page.more) {
      coming = server.pull<ProductRow>('product', page.checkpoint, MAX_PULL_ROWS);
      // Awaited in the next round; until then its failure is nobody's.
      coming.catch(() => {});
    }
    const news = page.rows.length > 0 || page.reset || page.checkpoint !== catalogue.checkpoint();
    if (news || catalogue.state.get().phase !== 'ready') await catalogue.take(page);
    if (!page.more) return { held: page.held };
  }
}

/** Only what later code relies on; a page that is cut or garbled counts as no answer. */
function checkPage(page: PullPage<ProductRow>): PullPage<ProductRow> {
  const sound =
    page.collection === 'product' &&
    typeof page.checkpoint === 'string' &&
    Array.isArray(page.rows) &&
    page.rows.every((row) => Array.isArray(row) && row.length >= 10 && typeof row[0] === 'string');
  if (!sound) throw new NoAnswer('serverError');
  return page;
}
