import type { LedgerDb } from '../ledger/ledger-db.ts';
import type { KeptSnapshot, PinTries } from '../ledger/meta.ts';
import { readMeta, writeMeta } from '../ledger/meta.ts';
import type { PinResult } from '../types.ts';
import { countWrong, lockedUntil, NO_TRIES, triesLeft } from './pin-lock.ts';
import { fromBase64, toBase64 } from './snapshot.ts';

const PIN_KEY = 'pin';

/** What the server sends of one PIN. `stretched` is PBKDF2-SHA256(pin, salt, iterations), 32 bytes, base64. */
interface SentPin {
  staffId: string;
  salt: string;
  stretched: string;
  iterations: number;
}

/**
 * Binds the PINs to this device: what is kept is an HMAC by a key that never leaves this browser, so a copied profile's
 * data alone can't be searched for four digits (T6).
 */
export async function bindPins(db: LedgerDb, pins: readonly SentPin[]): Promise<KeptSnapshot['pins']> {
  const key = await deviceKey(db);
  return Promise.all(
    pins.map(async ({ staffId, salt, stretched, iterations }) => ({
      staffId,
      salt,
      iterations,
      mac: toBase64(await crypto.subtle.sign('HMAC', key, fromBase64(stretched))),
    })),
  );
}

/**
 * Whether `pin` is `staffId`'s. The try is counted on the disk before it is judged, so that ending the browser gives no
 * free one.
 */
export async function checkPin(
  db: LedgerDb,
  pins: KeptSnapshot['pins'],
  staffId: string,
  pin: string,
  now: () => number,
): Promise<{ ok: true } | Extract<PinResult, { ok: false }>> {
  const kept = pins.find((one) => one.staffId === staffId);
  if (!kept) return { ok: false, reason: 'notAllowed' };
  const counted = await countTry(db, staffId, now());
  if ('untilMs' in counted) return { ok: false, reason: 'locked', untilMs: counted.untilMs };
  const mac = fromBase64(kept.mac);
  const stretched = await stretch(pin, fromBase64(kept.salt), kept.iterations);
  if (await crypto.subtle.verify('HMAC', await deviceKey(db), mac, stretched)) {
    unwritten.delete(staffId);
    // On a full disk the count of before stays: at worst the next wrong PIN locks earlier.
    await setTries(db, staffId, NO_TRIES).catch(() => {});
    return { ok: true };
  }
  const untilMs = lockedUntil(counted.tries, now());
  if (untilMs !== null) return { ok: false, reason: 'locked', untilMs };
  return { ok: false, reason: 'wrong', left: triesLeft(counted.tries) };
}

/** Tries of nobody in particular: at a manager's override anybody's PIN may be given. */
const ANYBODY = '*';

/**
 * Whose of `staffIds` the PIN is. Counted as the tries of one more person; whoever is locked out of signing in stays
 * locked out here.
 */
export async function checkAnyPin(
  db: LedgerDb,
  pins: KeptSnapshot['pins'],
  staffIds: readonly string[],
  pin: string,
  now: () => number,
): Promise<{ ok: true; staffId: string } | Extract<PinResult, { ok: false }>> {
  const all = (await readMeta(db, 'pinTries')) ?? {};
  const candidates = pins.filter(
    ({ staffId }) => staffIds.includes(staffId) && !lockedUntil(all[staffId] ?? NO_TRIES, now()),
  );
  if (candidates.length === 0) return { ok: false, reason: 'notAllowed' };
  const counted = await countTry(db, ANYBODY, now());
  if ('untilMs' in counted) return { ok: false, reason: 'locked', untilMs: counted.untilMs };
  const key = await deviceKey(db);
  const matches = await Promise.all(
    candidates.map(async ({ mac, salt, iterations }) => {
      const stretched = await stretch(pin, fromBase64(salt), iterations);
      return crypto.subtle.verify('HMAC', key, fromBase64(mac), stretched);
    }),
  );
  const match = candidates[matches.indexOf(true)];
  if (match) {
    unwritten.delete(ANYBODY);
    await setTries(db, ANYBODY, NO_TRIES).catch(() => {});
    return { ok: true, staffId: match.staffId };
  }
  const untilMs = lockedUntil(counted.tries, now());
  if (untilMs !== null) return { ok: false, reason: 'locked', untilMs };
  return { ok: false, reason: 'wrong', left: triesLeft(counted.tries) };
}

/** Tries that a full disk would not take. They end with the page, so each costs time instead. */
const unwritten = new Map<string, PinTries>();
const UNWRITTEN_TRY_MS = 2_000;

async function countTry(
  db: LedgerDb,
  staffId: string,
  nowMs: number,
): Promise<{ tries: PinTries } | { untilMs: number }> {
  try {
    return await countOnDisk(db, staffId, nowMs);
  } catch {
    // Whoever may sell must get in, be it only to see what waits and to save it to a file.
    const tries = unwritten.get(staffId) ?? NO_TRIES;
    const untilMs = lockedUntil(tries, nowMs);
    if (untilMs !== null) return { untilMs };
    const counted = countWrong(tries, nowMs);
    unwritten.set(staffId, counted);
    await new Promise((resolve) => setTimeout(resolve, UNWRITTEN_TRY_MS));
    return { tries: counted };
  }
}

function countOnDisk(
  db: LedgerDb,
  staffId: string,
  nowMs: number,
): Promise<{ tries: PinTries } | { untilMs: number }> {
  return db.transaction('rw', db.meta, async () => {
    const all = (await readMeta(db, 'pinTries')) ?? {};
    const tries = all[staffId] ?? NO_TRIES;
    const untilMs = lockedUntil(tries, nowMs);
    if (untilMs !== null) return { untilMs };
    const counted = countWrong(tries, nowMs);
    await writeMeta(db, 'pinTries', { ...all, [staffId]: counted });
    return { tries: counted };
  });
}

async function setTries(db: LedgerDb, staffId: string, tries: PinTries): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    await writeMeta(db, 'pinTries', { ...(await readMeta(db, 'pinTries')), [staffId]: tries });
  });
}

async function stretch(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ]);
  return crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256);
}

async function deviceKey(db: LedgerDb): Promise<CryptoKey> {
  const kept = await db.keys.get(PIN_KEY);
  if (kept) return kept.value;
  const made = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  // Two tabs may get here at once: the first one's key stays.
  return db.transaction('rw', db.keys, async () => {
    const first = await db.keys.get(PIN_KEY);
    if (first) return first.value;
    await db.keys.put({ key: PIN_KEY, value: made });
    return made;
  });
}
