import { useTranslation } from 'react-i18next';
import { type Language, preferences, savePreferences } from '../app/preferences.ts';
import { useStore } from '../app/use-store.ts';
import { Segments } from './segments.tsx';

const LANGUAGES: readonly Language[] = ['id', 'en'];

/** Indonesian or English, remembered on this browser. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const { language } = useStore(preferences);
  return (
    <Segments
      label={t('language')}
      value={language}
      options={LANGUAGES.map((value) => ({ value, text: t(`languages.${value}`) }))}
      onChange={(value) => savePreferences({ language: value })}
    />
  );
}
