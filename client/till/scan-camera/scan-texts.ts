import { addTexts } from '../../app/i18n.ts';
import en from '../../app/locales/en/scan.ts';
import id from '../../app/locales/id/scan.ts';

declare module '../../app/i18n.ts' {
  interface Texts {
    scan: typeof id;
  }
}

addTexts('scan', { id, en });
