import { parsePresetText } from './json-lines.ts';

const KEY = 'gerai.draft-preset';

/** What the owner writes as a preset of their own, kept in this tab until it is connected. It holds no secrets. */
export const draftPreset = {
  text: () => sessionStorage.getItem(KEY) ?? '',
  save: (text: string) => sessionStorage.setItem(KEY, text),
  /** The preset as it was written last; null when there is none. */
  get(): Record<string, unknown> | null {
    const parsed = parsePresetText(sessionStorage.getItem(KEY) ?? '');
    return parsed.ok && typeof parsed.value === 'object' && !Array.isArray(parsed.value)
      ? (parsed.value as Record<string, unknown> | null)
      : null;
  },
};
