import {
  createHash,
  createHmac,
  createPublicKey,
  type KeyObject,
  timingSafeEqual,
  verify as verifies,
} from 'node:crypto';
import { canonicalBody } from './canonical-body.ts';
import { hashHex, isEmpty, pemOf, text } from './filters.ts';
import type { Verify } from './preset.ts';
import { pathsOf, render, renderText, renderVars, type Scope } from './template.ts';

export type Verification = 'ok' | 'bad_signature' | 'too_old';

type Signed = Extract<Verify, { signed: unknown }>;
const MAX_GIVEN = 10;

/**
 * Does a webhook prove where it comes from? Compares in constant time; a secret that is not set never proves
 * anything, whatever the sender sends.
 */
export function verifyWebhook(verify: Verify, scope: Scope, now: number): Verification {
  switch (verify.scheme) {
    case 'none':
      return 'ok';
    case 'token':
      return isToken(verify, scope) ? 'ok' : 'bad_signature';
    case 'basic':
      return isBasic(verify, scope) ? 'ok' : 'bad_signature';
    case 'standard_webhooks':
      return standardWebhook(verify, scope, now);
    default:
      return signature(verify, scope, now);
  }
}

function signature(verify: Signed, outer: Scope, now: number): Verification {
  const { values, scope: withGiven } = givenOf(verify, outer);
  if (values.length === 0 || !secretsAreSet(verify, withGiven)) return 'bad_signature';
  const forms = Object.entries(verify.canonical ?? {});
  const canonical = Object.fromEntries(forms.map(([name, form]) => [name, canonicalBody(outer.body, form)]));
  const scope = renderVars(verify.vars, { ...withGiven, canonical });
  const messages = list(verify.signed).map((template) => render(template, scope));
  const proven = messages.some((message) =>
    values.some((value) => isSignedBy(verify, message, value, scope)),
  );
  if (!proven) return 'bad_signature';
  return isRecent(verify.tolerance, scope, now) ? 'ok' : 'too_old';
}

function isSignedBy(verify: Signed, message: unknown, value: string, scope: Scope): boolean {
  const bytes = Buffer.isBuffer(message) ? message : Buffer.from(text(message));
  if (verify.scheme === 'hash') {
    const hex = hashHex(list(verify.alg), bytes);
    return isEqual(
      verify.encoding === 'hex' ? hex : Buffer.from(hex, 'hex').toString('base64'),
      value,
      verify.encoding,
    );
  }
  const keys = list(verify.key)
    .map((template) => renderText(template, scope))
    .filter((key) => key !== '');
  if (verify.scheme === 'hmac')
    return keys.some((key) =>
      isEqual(createHmac(verify.alg, key).update(bytes).digest(verify.encoding), value, verify.encoding),
    );
  const signed = Buffer.from(value, verify.encoding);
  const algorithm = verify.scheme === 'rsa' ? verify.alg : null;
  return keys.some((key) => {
    const publicKey = publicKeyOf(key);
    return publicKey !== null && isSignature(algorithm, bytes, publicKey, signed);
  });
}

function isSignature(algorithm: string | null, bytes: Buffer, key: KeyObject, signed: Buffer): boolean {
  try {
    return verifies(algorithm, bytes, key, signed);
  } catch {
    return false;
  }
}

const publicKeys = new Map<string, KeyObject | null>();

function publicKeyOf(key: string): KeyObject | null {
  const known = publicKeys.get(key);
  if (known !== undefined) return known;
  if (publicKeys.size >= 200) publicKeys.clear();
  let parsed: KeyObject | null = null;
  try {
    parsed = createPublicKey(pemOf(key, 'PUBLIC KEY'));
  } catch {
    // A key that cannot be read verifies nothing.
  }
  publicKeys.set(key, parsed);
  return parsed;
}

// `header.x-signature` is one value; with `pairs` it is a list like `t=…,v1=…,v1=…`, of which several may be ours.
function givenOf(verify: Signed, scope: Scope): { values: string[]; scope: Scope } {
  const { given, prefix = '' } = verify;
  const path = typeof given === 'string' ? given : given.path;
  const raw = renderText(`{{${path}}}`, scope);
  if (typeof given === 'string') return { values: withoutPrefix([raw], prefix), scope };
  const pairs = raw
    .split(',')
    .slice(0, 2 * MAX_GIVEN)
    .map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
    });
  const values = pairs.filter(([name]) => name === given.pairs).map(([, value]) => value);
  return {
    values: withoutPrefix(values.slice(0, MAX_GIVEN), prefix),
    scope: { ...scope, given: Object.fromEntries(pairs) },
  };
}

function withoutPrefix(values: string[], prefix: string): string[] {
  return values
    .filter((value) => value !== '' && value.startsWith(prefix))
    .map((value) => value.slice(prefix.length));
}

// Looked at before anything is signed: an empty secret would make a signature that anyone can make.
function secretsAreSet(verify: Signed, scope: Scope): boolean {
  const own = [...list(verify.signed), ...Object.values(verify.vars ?? {})];
  const inSigned = own.flatMap(pathsOf).filter((path) => path.startsWith('secret.'));
  if (!inSigned.every((path) => !isEmpty(render(`{{${path}}}`, scope)))) return false;
  return verify.scheme === 'hash'
    ? inSigned.length > 0
    : list(verify.key).some((key) => renderText(key, scope) !== '');
}

function isRecent(tolerance: Signed['tolerance'], scope: Scope, now: number): boolean {
  if (!tolerance || tolerance.seconds === 0) return true;
  const stated = renderText(`{{${tolerance.path}}}`, scope);
  const at = /^\d{9,11}$/.test(stated) ? Number(stated) * 1000 : Date.parse(stated);
  return Number.isFinite(at) && Math.floor(now / 1000) - Math.floor(at / 1000) <= tolerance.seconds;
}

function isToken(verify: Extract<Verify, { scheme: 'token' }>, scope: Scope): boolean {
  const path = typeof verify.given === 'string' ? verify.given : verify.given.path;
  const [value] = withoutPrefix([renderText(`{{${path}}}`, scope)], verify.prefix ?? '');
  const wanted = list(verify.equals)
    .map((template) => renderText(template, scope))
    .filter((token) => token !== '');
  return value !== undefined && wanted.some((token) => isSame(token, value));
}

function isBasic({ username, password }: Extract<Verify, { scheme: 'basic' }>, scope: Scope): boolean {
  const pair = [renderText(username, scope), renderText(password, scope)];
  const sent = /^Basic\s+(\S+)$/i.exec(renderText('{{header.authorization}}', scope))?.[1];
  return pair[1] !== '' && sent !== undefined && isSame(Buffer.from(pair.join(':')).toString('base64'), sent);
}

// standardwebhooks.com: the key is the base64 behind "whsec_", signed is "id.timestamp.body", both directions in time count.
function standardWebhook(
  verify: Extract<Verify, { scheme: 'standard_webhooks' }>,
  scope: Scope,
  now: number,
): Verification {
  const [id, stamp, signatures] = ['id', 'timestamp', 'signature'].map((part) =>
    renderText(`{{header.webhook-${part}}}`, scope),
  ) as [string, string, string];
  if (id === '' || !/^\d{9,11}$/.test(stamp)) return 'bad_signature';
  const values = signatures
    .split(' ')
    .slice(0, MAX_GIVEN)
    .flatMap((part) => (part.startsWith('v1,') ? [part.slice(3)] : []));
  const keys = list(verify.key)
    .map((template) => Buffer.from(renderText(template, scope).replace(/^whsec_/, ''), 'base64'))
    .filter((key) => key.length > 0);
  const message = `${id}.${stamp}.${text(scope.raw)}`;
  const proven = keys.some((key) => {
    const own = createHmac('sha256', key).update(message).digest('base64');
    return values.some((value) => isSame(own, value));
  });
  if (!proven) return 'bad_signature';
  return Math.abs(now / 1000 - Number(stamp)) <= (verify.toleranceSeconds ?? 300) ? 'ok' : 'too_old';
}

function isEqual(own: string, sent: string, encoding: 'hex' | 'base64'): boolean {
  return isSame(own, encoding === 'hex' ? sent.toLowerCase() : sent);
}

// Over digests, so that neither content nor length can be felt out by time.
function isSame(own: string, sent: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(own), digest(sent));
}

function list<T>(one: T | T[]): T[] {
  return Array.isArray(one) ? one : [one];
}
