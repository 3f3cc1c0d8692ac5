import { addTexts } from '../../app/i18n.ts';
import en from '../../app/locales/en/rules.ts';
import id from '../../app/locales/id/rules.ts';

declare module '../../app/i18n.ts' {
  interface Texts {
    rules: typeof id;
  }
}

// Before the first of these pages is drawn.
addTexts('rules', { id, en });
