import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';
import { preferences, savePreferences } from '../app/preferences.ts';

/** Mantine follows the app's own choice of light and dark, and writes there. */
export function preferencesColorScheme(): MantineColorSchemeManager {
  let unsubscribe = () => {};
  const chosen = (): MantineColorScheme => preferences.get().theme;
  return {
    get: chosen,
    // Mantine also calls this with what it has just been told.
    set: (theme) => {
      if (theme !== chosen()) savePreferences({ theme });
    },
    subscribe: (onUpdate) => {
      unsubscribe = preferences.subscribe(() => onUpdate(chosen()));
    },
    unsubscribe: () => unsubscribe(),
    clear: () => savePreferences({ theme: 'auto' }),
  };
}
