import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { openDoor, post, refusal, shopWithOwner, TEST_PASSWORD, testServices, visitor } from './testing.ts';

describeOnBothEngines('sign-in with e-mail', (open) => {
  let services: Awaited<ReturnType<typeof testServices>>;
  let door: Awaited<ReturnType<typeof openDoor>>;
  let shop: Awaited<ReturnType<typeof shopWithOwner>>;
  beforeAll(async () => {
    services = await testServices((await open()).db);
    door = await openDoor(services);
    shop = await shopWithOwner(services, door.url, 'Sinar');
  });
  afterAll(() => door.close());
  const signInPath = '/api/auth/sign-in/email';

  test('gives a cookie that scripts and other sites never see, and no token in the body', async () => {
    const answer = await post(
      door.url,
      signInPath,
      { email: 'SINAR@example.test', password: TEST_PASSWORD },
      { 'x-forwarded-proto': 'https' },
    );
    expect(answer.status).toBe(200);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^gerai\.session_token=.*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/i);
    expect(cookie).toMatch(/; Secure$/);
    const body = await answer.text();
    expect(body).toContain('sinar@example.test');
    expect(body).not.toContain('token');
    const session = await fetch(`${door.url}/api/auth/get-session`, {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    });
    expect(await session.text()).not.toContain('token');
  });

  test('a header of a stranger does not make it https: only a trusted proxy says so', async () => {
    const open = await openDoor(services, 0);
    const body = { email: 'sinar@example.test', password: TEST_PASSWORD };
    const answer = await post(open.url, signInPath, body, { 'x-forwarded-proto': 'https' });
    await open.close();
    expect(answer.headers.getSetCookie()[0]).not.toContain('Secure');
  });

  test('ends with sign-out', async () => {
    const person = visitor(services);
    await person.signIn(door.url, 'sinar@example.test', TEST_PASSWORD);
    const cookie = [...person.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    expect((await person.call.state()).user).toMatchObject({ email: 'sinar@example.test' });
    expect((await post(door.url, '/api/auth/sign-out', {}, { cookie })).status).toBe(200);
    expect((await person.call.state()).user).toBeNull();
  });

  test('wrong is 401 with our code, the same for a stranger and a wrong password', async () => {
    for (const email of ['sinar@example.test', 'nobody@example.test']) {
      const answer = await post(door.url, signInPath, { email, password: 'salah-salah' });
      expect([answer.status, (await answer.json()).code]).toEqual([401, 'wrongSignIn']);
    }
  });

  test('nobody can sign up, and the rest of the library is closed', async () => {
    const body = { email: 'x@example.test', password: 'panjang-sekali', name: 'X' };
    for (const path of ['sign-up/email', 'request-password-reset', 'update-user', 'delete-user', 'ok', '%2e'])
      expect((await post(door.url, `/api/auth/${path}`, body)).status).toBe(404);
  });

  test('T4 a malformed body is a 4xx', async () => {
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"email":1,"password":2}',
      '{"email":"a@b.co","password":""}',
      JSON.stringify({ email: 'a\u0000@b.co', password: 'x' }),
      JSON.stringify({ email: 'a@b.co', password: 'x'.repeat(5_000) }),
      JSON.stringify({ email: 'a@b.co', password: 'x'.repeat(50_000) }),
    ];
    for (const body of bodies) {
      const { status } = await post(door.url, signInPath, body);
      expect(status, body.slice(0, 40)).toBeGreaterThanOrEqual(400);
      expect(status, body.slice(0, 40)).toBeLessThan(500);
    }
    for (const cookie of [
      'gerai.session_token=',
      'gerai.session_token=x.y',
      'gerai.session_token=%00%ff%',
      '=;;=',
    ])
      expect((await fetch(`${door.url}/api/auth/get-session`, { headers: { cookie } })).status).toBe(200);
    const stranger = visitor(services);
    stranger.jar.set('gerai.session_token', '%E0%A4%A.%00');
    expect((await stranger.call.state()).user).toBeNull();
  });

  test('tries are counted in the database: stopped after eight, other addresses are not', async () => {
    const body = { email: 'dicoba@example.test', password: 'salah-salah' };
    const from = (ip: string) => post(door.url, signInPath, body, { 'x-forwarded-for': ip });
    const statuses = [];
    for (let n = 0; n < 9; n += 1) statuses.push((await from('203.0.113.1')).status);
    expect(statuses).toEqual([...Array(8).fill(401), 429]);
    const refused = await (await from('203.0.113.1')).json();
    expect(refused).toMatchObject({ code: 'tooManyTries' });
    expect(refused.values.seconds).toBeGreaterThan(0);
    expect((await from('203.0.113.2')).status).toBe(401);
    // Another process, or this one started again, counts on.
    const later = await openDoor(await testServices(services.db));
    const again = await post(later.url, signInPath, body, { 'x-forwarded-for': '203.0.113.1' });
    await later.close();
    expect(again.status).toBe(429);
  });

  test('strangers who try from everywhere lock an owner out nowhere where they have been in', async () => {
    const { owner: _ } = await shopWithOwner(services, door.url, 'Kunci');
    const from = (ip: string, password: string) =>
      post(door.url, signInPath, { email: 'kunci@example.test', password }, { 'x-forwarded-for': ip });
    expect((await from('198.51.100.1', TEST_PASSWORD)).status).toBe(200);
    const statuses = [];
    for (let n = 0; n < 22; n += 1) statuses.push((await from(`203.0.113.${100 + n}`, 'salah-salah')).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect((await from('198.51.100.1', TEST_PASSWORD)).status).toBe(200);
  });

  test('a reset link works once, for an hour, and ends every session', async () => {
    const admin = { db: services.db, now: services.now, newId: services.newId };
    const userId = (await shop.owner.call.state()).user?.id ?? '';
    const { makeResetLink } = await import('./reset-link.ts');
    const newToken = async () =>
      (await services.db.system((tx) => makeResetLink(tx, admin, userId))).path.split('token=')[1] ?? '';

    const expired = await newToken();
    services.clock.offsetMs = 3_600_001;
    const anybody = visitor(services);
    await expect(anybody.call.resetPassword({ token: expired, password: 'sandi-yang-baru' })).rejects.toEqual(
      refusal('linkUsed'),
    );
    services.clock.offsetMs = 0;

    const replaced = await newToken();
    const token = await newToken();
    const kept = JSON.stringify(rowsOf(await services.db.unscoped.execute(sql`select * from verification`)));
    expect(kept).not.toContain(token);
    await expect(
      anybody.call.resetPassword({ token: replaced, password: 'sandi-yang-baru' }),
    ).rejects.toEqual(refusal('linkUsed'));
    await expect(anybody.call.resetPassword({ token, password: 'pendek' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    const uses = await Promise.allSettled(
      [1, 2, 3].map((n) => anybody.call.resetPassword({ token, password: `sandi-yang-baru-${n}` })),
    );
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);

    await expect(shop.owner.call.staff.list()).rejects.toEqual(refusal('signInNeeded'));
    expect(await anybody.signIn(door.url, 'sinar@example.test', TEST_PASSWORD)).toBe(401);
    const chosen = uses.findIndex(({ status }) => status === 'fulfilled') + 1;
    expect(await anybody.signIn(door.url, 'sinar@example.test', `sandi-yang-baru-${chosen}`)).toBe(200);
  });
});
