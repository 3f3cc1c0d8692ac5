import { expect, test } from 'vitest';
import { dateIn, daysOf, daysOfPeriod } from './period.ts';

const chosen = { from: '2026-11-20', until: '2026-11-02' };

test('a day begins when it does on the outlet’s wall', () => {
  const at = Date.parse('2026-11-20T17:30:00Z');
  expect(dateIn('Asia/Jakarta', at)).toBe('2026-11-21');
  expect(dateIn('Europe/London', at)).toBe('2026-11-20');
});

test('periods end today, and chosen days are put in order and never longer than a year', () => {
  expect(daysOfPeriod('week', '2026-03-03', chosen)).toEqual({ from: '2026-02-25', until: '2026-03-03' });
  expect(daysOf(daysOfPeriod('month', '2026-03-03', chosen))).toHaveLength(30);
  expect(daysOfPeriod('custom', '2026-03-03', chosen)).toEqual({ from: '2026-11-02', until: '2026-11-20' });
  expect(daysOf(daysOfPeriod('custom', '', { from: '2020-01-01', until: '2026-01-01' }))).toHaveLength(366);
});
