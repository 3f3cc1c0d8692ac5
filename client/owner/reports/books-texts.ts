import { addTexts } from '../../app/i18n.ts';
import en from '../../app/locales/en/books.ts';
import id from '../../app/locales/id/books.ts';

declare module '../../app/i18n.ts' {
  interface Texts {
    books: typeof id;
  }
}

// Before the first of these pages is drawn.
addTexts('books', { id, en });
