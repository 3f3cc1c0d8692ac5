import { expect, test } from 'vitest';
import { learnScanner } from './learn-scanner.ts';
import { withoutHabits } from './without-habits.ts';

const scan = (text: string, gapMs: (place: number) => number) => {
  let at = 1_000;
  return { text, at: [...text].map((_, place) => (at += place ? gapMs(place) : 0)) };
};
const thrice = (text: string, gapMs: (place: number) => number) => [1, 2, 3].map(() => scan(text, gapMs));

test('three scans of a quick scanner change nothing about the speed, and tell what it puts around a code', () => {
  const lesson = learnScanner(thrice('A#8991002101234$', () => 8));
  expect(lesson).toEqual({
    ok: true,
    code: '8991002101234',
    habits: { maxGapMs: 60, maxMeanGapMs: 35, prefix: 'A#', suffix: '$' },
  });
  if (!lesson.ok) return;
  expect(withoutHabits('A#SKU-000123$', lesson.habits)).toBe('SKU-000123');
  expect(withoutHabits('SKU-000123', lesson.habits)).toBe('SKU-000123');
});

test('an uneven radio scanner gets room, and never as much as a person needs', () => {
  const lesson = learnScanner(thrice('8991002101234', (place) => (place === 6 ? 95 : 42)));
  expect(lesson).toMatchObject({ ok: true, habits: { maxGapMs: 143, prefix: '', suffix: '' } });
  if (lesson.ok) expect(lesson.habits.maxMeanGapMs).toBeLessThan(58);
});

test('D2 a typist at 58 to 90 ms can not be learnt as a scanner', () => {
  const typist = thrice('8991002101234', (place) => [62, 75, 58, 90, 66, 71, 80][place % 7] ?? 70);
  expect(learnScanner(typist)).toEqual({ ok: false, reason: 'slow' });
});

test('different goods, or no goods at all, teach nothing', () => {
  const quick = () => 8;
  const mixed = [...thrice('8991002101234', quick).slice(1), scan('8992731004568', quick)];
  expect(learnScanner(mixed)).toEqual({ ok: false, reason: 'differ' });
  expect(learnScanner(thrice('SKU-000123', quick))).toEqual({ ok: false, reason: 'noCode' });
});
