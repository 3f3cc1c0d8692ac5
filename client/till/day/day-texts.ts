import { addTexts } from '../../app/i18n.ts';
import en from '../../app/locales/en/day.ts';
import id from '../../app/locales/id/day.ts';

declare module '../../app/i18n.ts' {
  interface Texts {
    day: typeof id;
  }
}

addTexts('day', { id, en });
