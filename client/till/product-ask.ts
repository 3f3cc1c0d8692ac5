import { createStore } from '../local/store.ts';

/** A product to be made (with the code that nobody knew) or changed; null: none. */
export type ProductAsk = { code: string } | { productId: string };

/** What the sheet for products is open for; a message, a list or a scan may ask. */
export const productAsk = createStore<ProductAsk | null>(null);
