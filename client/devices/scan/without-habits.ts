import type { WedgeHabits } from './scan-settings.ts';

/** The code without what this scanner puts around it. */
export function withoutHabits(text: string, habits: WedgeHabits | null): string {
  if (!habits) return text;
  const { prefix, suffix } = habits;
  const begun = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  return suffix !== '' && begun.endsWith(suffix) ? begun.slice(0, -suffix.length) : begun;
}
