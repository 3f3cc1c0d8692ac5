import { addTexts } from '../app/i18n.ts';
import en from '../app/locales/en/owner.ts';
import id from '../app/locales/id/owner.ts';

declare module '../app/i18n.ts' {
  interface Texts {
    owner: typeof id;
  }
}

// Before the first screen of this room is drawn.
addTexts('owner', { id, en });
