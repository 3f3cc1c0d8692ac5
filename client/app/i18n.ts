import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import common from './locales/id/common.ts';
import till from './locales/id/till.ts';
import { preferences } from './preferences.ts';

/** Every namespace of texts. A lazily loaded room adds its own by declaration merging. */
export interface Texts {
  common: typeof common;
  till: typeof till;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Texts;
    returnNull: false;
  }
}

// At once: a room adds its texts when its file is read, which may be before the start.
void i18next.use(initReactI18next).init({
  lng: 'id',
  fallbackLng: 'id',
  defaultNS: 'common',
  resources: { id: { common, till } },
  // React escapes.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Speaks the remembered language and follows it. Resolves when the texts are there. */
export async function startI18n(): Promise<void> {
  preferences.subscribe(() => void speak());
  await speak();
}

async function speak(): Promise<void> {
  const { language } = preferences.get();
  if (language === 'en' && !i18next.hasResourceBundle('en', 'till')) {
    // Indonesian is understood when even the offline shell has lost this part.
    const english = await import('./english.ts').catch(() => null);
    for (const [namespace, texts] of Object.entries(english?.default ?? {})) {
      i18next.addResourceBundle('en', namespace, texts);
    }
  }
  await i18next.changeLanguage(language);
}

/** Adds a room's texts when its code arrives. */
export function addTexts(namespace: string, texts: { id: object; en: object }): void {
  i18next.addResourceBundle('id', namespace, texts.id);
  i18next.addResourceBundle('en', namespace, texts.en);
}
