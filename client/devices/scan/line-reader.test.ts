import { expect, test } from 'vitest';
import { createLineReader } from './line-reader.ts';

test('a code is whole at CR or LF, in whatever pieces it comes', () => {
  const codes: string[] = [];
  const lines = createLineReader((code) => codes.push(code));
  for (const piece of [
    '8991',
    '002101234\r',
    '\n',
    'SKU-1\nSKU-2\r\n',
    '\x02(01)',
    '08991002101234\r',
    'half',
  ])
    lines.take(piece);
  expect(codes).toEqual(['8991002101234', 'SKU-1', 'SKU-2', '\x02(01)08991002101234']);
  lines.end();
  lines.end();
  expect(codes.at(-1)).toBe('half');
  expect(codes).toHaveLength(5);
});
