import { addTexts } from '../../../app/i18n.ts';
import en from '../../../app/locales/en/online.ts';
import id from '../../../app/locales/id/online.ts';

declare module '../../../app/i18n.ts' {
  interface Texts {
    online: typeof id;
  }
}

addTexts('online', { id, en });
