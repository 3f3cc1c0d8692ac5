/**
 * Why a field's pattern is not allowed, or null. Owners may write patterns, so nothing that can make matching slow:
 * no repeated groups, no look-around, no back-references, at most two open-ended repetitions.
 */
export function patternProblem(pattern: string): string | null {
  try {
    new RegExp(pattern, 'u');
  } catch {
    return 'not a pattern';
  }
  const plain = pattern.replace(/\\[^\d]/g, 'x').replace(/\[[^\]]*\]/g, 'c');
  if (/\\\d|\(\?(?!:)/.test(plain)) return 'look-around and back-references are not allowed';
  if (/\)[*+{?]/.test(plain)) return 'a group may not be repeated';
  if ((plain.match(/[*+]|\{\d+,\}/g) ?? []).length > 2) return 'at most two open-ended repetitions';
  return null;
}
