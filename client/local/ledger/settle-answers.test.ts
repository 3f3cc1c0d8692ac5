import { expect, it } from 'vitest';
import { settleAnswers } from './settle-answers.ts';

it('S6 only a sound answer to a record that was sent settles it', () => {
  const refusal = { code: 'conflict', field: 'total', message: 'another record' };
  expect(
    settleAnswers(
      ['a', 'b', 'c', 'd', 'e', 'f'],
      [
        { id: 'a', status: 'applied' },
        { id: 'b', status: 'alreadyApplied' },
        { id: 'c', status: 'appliedWithFlags', flags: ['clockOff', 'ofANewerServer'] },
        { id: 'd', status: 'refused', ...refusal },
        { id: 'd', status: 'applied' },
        { id: 'e', status: 'stored' },
        { id: 'f', status: 'refused', code: 7 },
        { id: 'stranger', status: 'applied' },
        null,
        'applied',
      ],
    ),
  ).toEqual({
    acked: [
      { id: 'a', flags: [] },
      { id: 'b', flags: [] },
      { id: 'c', flags: ['clockOff', 'ofANewerServer'] },
    ],
    refused: [{ id: 'd', refusal }],
  });
});
