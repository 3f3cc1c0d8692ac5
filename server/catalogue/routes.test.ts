import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_IMPORT_BYTES } from '../../shared/catalogue/import-report.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { openShops } from './testing.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describeOnBothEngines('routes of the catalogue', (open) => {
  let shops: Awaited<ReturnType<typeof openShops>>;
  beforeAll(async () => {
    shops = await openShops((await open()).db);
  });
  afterAll(() => shops.close());
  const post = (path: string, body: BodyInit, headers: Record<string, string> = shops.one.headers) =>
    fetch(shops.url + path, { method: 'POST', body, headers });
  const code = async (answer: Response) => ((await answer.json()) as { code?: string }).code;

  test('T2 signed out nothing is read, written or taken in', async () => {
    expect((await post('/catalogue/import?mode=apply', 'x', {})).status).toBe(401);
    expect((await post('/catalogue/pictures', PNG, {})).status).toBe(401);
    expect((await fetch(`${shops.url}/catalogue/export`)).status).toBe(401);
    expect((await fetch(`${shops.url}/pictures/${v7()}`)).status).toBe(401);
  });

  test('a file goes in by dry run and apply, and out by export', async () => {
    const file = 'sku,nama,harga\nA,Teh,5.000\n';
    const dry = await (await post('/catalogue/import', file)).json();
    expect(dry).toMatchObject({ mode: 'dry-run', counts: { added: 1 } });
    const applied = await post(`/catalogue/import?mode=apply&importId=${v7()}`, file);
    expect(await applied.json()).toMatchObject({ mode: 'apply', counts: { added: 1 } });
    const out = await fetch(`${shops.url}/catalogue/export`, { headers: shops.one.headers });
    expect(out.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await out.text()).toContain('A,,Teh,,pcs,0,5000,standard,0,yes');
  });

  test.each([
    ['nothing', '', '', 400, 'importEmpty'],
    ['a picture', '', PNG, 400, 'importNotText'],
    ['no header', '', 'A,Teh,5000\n', 400, 'importNoHeader'],
    ['an unknown mode', '?mode=maybe', 'sku,name\nA,B', 400, 'badInput'],
    ['an apply without an id', '?mode=apply', 'sku,name\nA,B', 400, 'badInput'],
    ['25 MB', '', Buffer.alloc(MAX_IMPORT_BYTES + 1, 'a'), 413, 'tooLarge'],
  ])('T4 an import of %s is a clear 4xx', async (_what, query, body, status, reason) => {
    const answer = await post(`/catalogue/import${query}`, body);
    expect([answer.status, await code(answer)]).toEqual([status, reason]);
  });

  test('T1 a picture is shown to its own tenant only, cached for ever and unable to run anything', async () => {
    const { id } = (await (await post('/catalogue/pictures', PNG)).json()) as { id: string };
    const own = await fetch(`${shops.url}/pictures/${id}`, { headers: shops.one.headers });
    expect(Buffer.from(await own.arrayBuffer())).toEqual(PNG);
    expect(own.headers.get('content-type')).toBe('image/png');
    expect(own.headers.get('cache-control')).toContain('immutable');
    expect(own.headers.get('content-security-policy')).toContain('sandbox');
    expect(own.headers.get('x-content-type-options')).toBe('nosniff');
    const foreign = await fetch(`${shops.url}/pictures/${id}`, { headers: shops.two.headers });
    expect(foreign.status).toBe(404);
    expect((await fetch(`${shops.url}/pictures/nonsense`, { headers: shops.one.headers })).status).toBe(404);
  });

  test('T4 a picture that is none, or too large, is refused', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const answer = await post('/catalogue/pictures', svg, {
      ...shops.one.headers,
      'content-type': 'image/png',
    });
    expect([answer.status, await code(answer)]).toEqual([400, 'pictureNotSupported']);
    expect((await post('/catalogue/pictures', Buffer.concat([PNG, Buffer.alloc(1 << 20)]))).status).toBe(413);
  });
});
