import { type Language, preferences } from './preferences.ts';
import { useStore } from './use-store.ts';

/** The language of the screens, for what i18next does not translate: dates and registered errors. */
export function useLanguage(): Language {
  return useStore(preferences).language;
}
