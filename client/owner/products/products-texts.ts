import { addTexts } from '../../app/i18n.ts';
import en from '../../app/locales/en/products.ts';
import id from '../../app/locales/id/products.ts';

declare module '../../app/i18n.ts' {
  interface Texts {
    products: typeof id;
  }
}

// Before the first of these pages is drawn.
addTexts('products', { id, en });
