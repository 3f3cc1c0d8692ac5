import { expect, test } from 'vitest';
import { lineOf, parsePresetText } from './json-lines.ts';

const TEXT = `{
  "id": "warung",
  "fields": [
    { "key": "a" },
    {
      "key": "b",
      "options": ["x", "y"]
    }
  ],
  "auth": { "type": "none" }
}`;

test('a fault of the schema is shown at the line of its part, or of what it is missing from', () => {
  const parsed = parsePresetText(TEXT);
  if (!parsed.ok) throw new Error(parsed.problem);
  const at = (...path: (string | number)[]) => lineOf(parsed.lines, path);
  expect(at('id')).toBe(2);
  expect(at('fields', 0, 'key')).toBe(4);
  expect(at('fields', 1)).toBe(5);
  expect(at('fields', 1, 'options', 1)).toBe(7);
  expect(at('fields', 1, 'label')).toBe(5);
  expect(at('auth', 'type')).toBe(10);
  expect(at('operations', 'x')).toBe(1);
});

test.each([
  [TEXT.replace('"id": "warung",', '"id": "warung"'), 3],
  [TEXT.replace('"key": "b",', '"key": b,'), 6],
  [TEXT.replace('["x", "y"]', '["x" "y"]'), 7],
  [TEXT.replace('  ],', '  },'), 9],
  [TEXT.slice(0, -1), 11],
  ['', 1],
])('text that is no JSON names the line on which it stops being so (%#)', (text, line) => {
  expect(parsePresetText(text)).toMatchObject({ ok: false, line });
});
