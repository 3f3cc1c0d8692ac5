import { addTexts } from '../../app/i18n.ts';
import en from '../../app/locales/en/printing.ts';
import id from '../../app/locales/id/printing.ts';

declare module '../../app/i18n.ts' {
  interface Texts {
    printing: typeof id;
  }
}

addTexts('printing', { id, en });
