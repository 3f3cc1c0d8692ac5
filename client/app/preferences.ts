import { createStore, type Store } from '../local/store.ts';
import { setSoundMuted } from '../ui/sound.ts';

export type Language = 'id' | 'en';
export type Theme = 'auto' | 'light' | 'dark';

/** How this browser likes its screens. Kept apart from the shop's data: it is needed before the first paint. */
export interface Preferences {
  language: Language;
  theme: Theme;
  sound: boolean;
}

const KEY = 'gerai.preferences';
const state = createStore<Preferences>(read());

export const preferences: Store<Preferences> = state;

/** Changes, applies and remembers. */
export function savePreferences(change: Partial<Preferences>): void {
  state.set({ ...state.get(), ...change });
  apply();
  try {
    localStorage.setItem(KEY, JSON.stringify(state.get()));
  } catch {
    // A full or forbidden storage costs the memory of a theme, nothing else.
  }
}

/** Puts the remembered theme and sound into force; call before the first paint. */
export function applyPreferences(): void {
  apply();
  // Another tab's choice counts here too.
  window.addEventListener('storage', (event) => {
    if (event.key !== KEY) return;
    state.set(read());
    apply();
  });
}

function apply() {
  const { theme, sound, language } = state.get();
  const root = document.documentElement;
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.lang = language;
  setSoundMuted(!sound);
}

function read(): Preferences {
  let kept: Partial<Record<keyof Preferences, unknown>> = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {};
  } catch {
    // Unreadable: as if nothing had been chosen.
  }
  return {
    language: kept.language === 'en' ? 'en' : 'id',
    theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'auto',
    sound: kept.sound !== false,
  };
}
