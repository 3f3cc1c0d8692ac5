import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jmesProblem, searchJson } from './jmes.ts';
import { patternProblem } from './pattern-fence.ts';
import { parsePreset, shapeHash } from './preset.ts';
import { presetJsonSchema } from './preset-json-schema.ts';
import { render, renderText, renderTree, templateProblem } from './template.ts';
import { heapInUse, somePreset } from './testing.ts';

const good = somePreset();
const issuesOf = (value: unknown) => {
  const parsed = parsePreset(value);
  return parsed.ok ? [] : parsed.issues.map(({ path }) => path.join('.'));
};

test('H5 an unknown key, a bad template and an expression outside the fence are errors at their place', () => {
  const status = { ...good.operations['payment.status'], saef: true };
  expect(issuesOf({ ...good, operations: { ...good.operations, 'payment.status': status } })).toEqual([
    'operations.payment.status',
  ]);
  expect(issuesOf({ ...good, auth: { type: 'bearer', token: '{{secret.key|rot13}}' } })).toEqual([
    'auth.token',
  ]);
  expect(issuesOf({ ...good, status: { ...good.status, path: 'a[].b' } })).toEqual(['status.path']);
  expect(issuesOf({ ...good, webhook: { ...good.webhook, confirm: 'payment.fly' } })).toEqual([
    'webhook.confirm',
  ]);
  const token = { scheme: 'token', given: 'header.x-token', equals: '{{secret.key}}' };
  expect(issuesOf({ ...good, webhook: { ...good.webhook, verify: token, confirm: null } })).toEqual([
    'webhook',
  ]);
});

test('H5 the fence keeps out what multiplies, calls back or reaches the prototype', () => {
  const refused = [
    '[@,@][]',
    '{a:a}',
    'a[]',
    'map(&a,b)',
    'a[::2]',
    'let $x = a in $x',
    '__proto__.a',
    '"constructor"',
    'sort(a)',
    'a && b',
    '!a',
    'a.*',
    'x'.repeat(201),
    Array(20).fill('a.b').join('||'),
    'a[',
    '$.a',
  ];
  expect(refused.filter((expression) => jmesProblem(expression) === null)).toEqual([]);
  const allowed = [
    "a[?name=='qr'].url | [0]",
    'a || b.c',
    'to_number(a)',
    'data[-1].id',
    '"@id"',
    'items[*].x',
    "a[?contains(b, 'c')]",
  ];
  expect(allowed.filter((expression) => jmesProblem(expression) !== null)).toEqual([]);
  expect(searchJson('to_number(a.b)', { a: [] })).toBeNull();
  expect(
    ['(a+)+', '(a|b)*c', '(?=a)', '\\1', 'a*b*c*', '['].filter((pattern) => patternProblem(pattern) === null),
  ).toEqual([]);
  expect(patternProblem('^SB-[A-Za-z0-9_-]+$')).toBeNull();
});

test('H5 templates: types are kept, empty keys go, and nothing is reached that is not data', () => {
  const scope = {
    in: { amount: 10_000, name: '', 'x-y': 1 },
    cfg: { days: 3 },
    now: new Date(0),
    secret: { k: 's' },
  };
  expect(render('{{in.amount}}', scope)).toBe(10_000);
  expect(renderTree({ 'a?': '{{in.name}}', 'b?': { 'c?': '{{in.none}}' }, d: '{{in.none}}' }, scope)).toEqual(
    { d: null },
  );
  const filled = {
    '{{in.amount|major:2}}': '10000.00',
    '{{in.amount|minor:2}}': '1000000',
    '{{now|iso}}': '1970-01-01T00:00:00Z',
    '{{now|addMinutes:cfg.days|iso:Asia/Jakarta}}': '1970-01-01T07:03:00+07:00',
    '{{now|local:Asia/Makassar}}': '1970-01-01 08:00:00',
    '{{now|stamp}}': '19700101000000',
    '{{in.name|default:in.amount}}': '10000',
    '{{in.toString}}{{in.__proto__x}}': '',
    'a{{in.x-y}}b': 'a1b',
  };
  for (const [template, text] of Object.entries(filled)) expect(renderText(template, scope)).toBe(text);
  const refused = [
    '{{in.__proto__.a}}',
    '{{process.env}}',
    '{{in.a',
    '{{in.a|hmac:sha256}}',
    '{{}}',
    '{{in.a|nope}}',
    '{{constructor}}',
  ];
  expect(refused.filter((template) => templateProblem(template) === null)).toEqual([]);
  expect(() => renderText('{{in.amount|hmac:sha256:secret.none}}', scope)).toThrow('key that is set');
});

test('the shape changes with fields and sign-in, not with wording', () => {
  expect(shapeHash({ ...good, title: { id: 'Lain', en: 'Other' } })).toBe(shapeHash(good));
  expect(shapeHash({ ...good, auth: { type: 'none' } })).not.toBe(shapeHash(good));
});

test('docs/preset.schema.json is what the program checks', () => {
  const written = readFileSync(new URL('../../docs/preset.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(written)).toEqual(presetJsonSchema());
});

test('T4 5,000 malformed presets: an answer for each, no throw, flat memory', { timeout: 60_000 }, () => {
  const any = fc.anything({ maxDepth: 2, maxKeys: 3 });
  const leaf = fc.oneof(
    any,
    fc.string(),
    fc.constantFrom('{{', '{{secret.key|hmac}}', '[@,@][]', '\u0000', '__proto__', -1, 1e308),
  );
  const spoilt = fc
    .tuple(fc.integer({ min: 0, max: 400 }), leaf)
    .map(([at, value]) => spoil(good, at, value));
  const before = heapInUse();
  fc.assert(
    fc.property(fc.oneof(spoilt, spoilt, any), (value) => typeof parsePreset(value).ok === 'boolean'),
    { numRuns: 5_000 },
  );
  expect(heapInUse() - before).toBeLessThan(20_000_000);
  let deep: unknown = {};
  for (let level = 0; level < 100_000; level += 1) deep = { operations: deep };
  expect(parsePreset(deep).ok).toBe(false);
  expect(parsePreset({ ...good, fields: Array(100_000).fill(good.fields[0]) }).ok).toBe(false);
});

/** The preset with the value at one of its places replaced. */
function spoil(preset: unknown, at: number, value: unknown): unknown {
  let left = at;
  return JSON.parse(JSON.stringify(preset), (_key, inner) => {
    left -= 1;
    return left === 0 ? value : inner;
  });
}
