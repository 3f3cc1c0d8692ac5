import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import commonEn from './locales/en/common.ts';
import tillEn from './locales/en/till.ts';
import commonId from './locales/id/common.ts';
import tillId from './locales/id/till.ts';
import { preferences } from './preferences.ts';

/** Every namespace of texts. A lazily loaded room adds its own by declaration merging. */
export interface Texts {
  common: typeof commonId;
  till: typeof tillId;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Texts;
    returnNull: false;
  }
}

/** Starts with the remembered language, and follows it. Both languages are on board: offline has no second chance. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: preferences.get().language,
    fallbackLng: 'id',
    defaultNS: 'common',
    resources: {
      id: { common: commonId, till: tillId },
      en: { common: commonEn, till: tillEn },
    },
    // React escapes.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  preferences.subscribe(() => void i18next.changeLanguage(preferences.get().language));
}

/** Adds a room's texts when its code arrives. */
export function addTexts(namespace: string, texts: { id: object; en: object }): void {
  i18next.addResourceBundle('id', namespace, texts.id);
  i18next.addResourceBundle('en', namespace, texts.en);
}
