import { expect, test } from 'vitest';
import type { CallingUser } from '../services.ts';
import { memberOf, wantedTenant } from './wanted-tenant.ts';

const asked = (header?: string, tenant?: unknown) =>
  wantedTenant({
    headers: header === undefined ? {} : { 'x-gerai-tenant': header },
    query: tenant === undefined ? {} : { tenant },
  });
const user = {
  memberships: [{ tenantId: 'first' }, { tenantId: 'second' }],
} as unknown as CallingUser;

test('T1 the header asks for a shop, the address where there is none, and nothing for the first', () => {
  expect(asked('second', 'first')).toBe('second');
  expect(asked(undefined, 'second')).toBe('second');
  expect([asked(), asked(''), asked(undefined, '')]).toEqual([undefined, undefined, undefined]);
  expect(memberOf(user, asked())?.tenantId).toBe('first');
  expect(memberOf(user, asked('second'))?.tenantId).toBe('second');
});

test('T1 what names no shop of the person opens none, least of all the first', () => {
  for (const tenant of [['first', 'second'], [], 'x'.repeat(500), 'third', 'undefined'])
    expect(memberOf(user, asked(undefined, tenant) ?? 'none'), String(tenant)).toBeUndefined();
});
