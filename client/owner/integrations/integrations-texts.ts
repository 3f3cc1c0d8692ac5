import { addTexts } from '../../app/i18n.ts';
import en from '../../app/locales/en/integrations.ts';
import id from '../../app/locales/id/integrations.ts';

declare module '../../app/i18n.ts' {
  interface Texts {
    integrations: typeof id;
  }
}

// Before the first of these pages is drawn.
addTexts('integrations', { id, en });
