import {
  createCipheriv,
  createDecipheriv,
  generateKeyPairSync,
  hkdfSync,
  type JsonWebKey,
  randomBytes,
} from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { eq, like, or } from 'drizzle-orm';
import { instanceMeta } from './accounts/tables.ts';
import type { Db } from './db/connect.ts';
import { StartError } from './start-error.ts';

/** What a sealed value is bound to: it opens only with the same purpose, tenant and subject. */
export interface SealedFor {
  purpose: string;
  tenantId?: string;
  /** id of what it belongs to, so that sealed values can't be swapped between rows */
  subject?: string;
}

/** The secrets of this installation: never in the database, so a stolen backup opens nothing. */
export interface InstanceKeys {
  /** Lines for the person at the console, e.g. to back up a key that was just made. */
  notes: string[];
  /** Seals from now on; what an older one sealed is waiting for `npm run keys:rotate`. */
  newestKeyId: string;
  /** 32 bytes from the newest key, different for each purpose and tenant. */
  deriveKey(purpose: string, tenantId?: string): Buffer;
  /** AES-256-GCM: `keyId.base64url`. */
  seal(plain: Uint8Array, about: SealedFor): string;
  /** The sealed bytes, with whichever known key sealed them; throws when anything differs. */
  open(sealed: string, about: SealedFor): Buffer;
  /** The ES256 pair of this installation for `purpose`, made once and kept sealed in the database. */
  signingKey(purpose: string): Promise<{ privateKey: JsonWebKey; publicKey: JsonWebKey }>;
}

interface Key {
  id: string;
  bytes: Buffer;
}

const CANARY = 'key_canary';
const CANARY_FOR: SealedFor = { purpose: 'canary' };
const SIGNING = 'signing_key:';
const signingAbout = (purpose: string): SealedFor => ({ purpose: 'signing-key', subject: purpose });

/**
 * Reads the keys from `GERAI_KEYS` or `<dataDir>/keys`, makes one for an installation that has none, and proves
 * that they are the ones this database was sealed with. Throws StartError.
 */
export async function openInstanceKeys(
  db: Db,
  config: { keys: string | undefined; dataDir: string },
): Promise<InstanceKeys> {
  const file = join(config.dataDir, 'keys');
  const canary = await readMeta(db, CANARY);
  const notes: string[] = [];
  let keys = config.keys ? parseKeys(config.keys, 'GERAI_KEYS') : readKeyFile(file);
  if (!keys && canary !== undefined) {
    throw new StartError(
      `The key of this installation is missing: put ${file} back from your backup or set GERAI_KEYS.`,
    );
  }
  if (!keys) {
    keys = makeKeyFile(file);
    notes.push(
      `!! A new instance key was written to ${file}. Back it up away from the database: without it PINs, sessions and provider secrets can't be opened.`,
    );
  }
  const opened = withKeys(db, keys, notes);
  const stored = canary ?? (await keepMeta(db, CANARY, opened.seal(Buffer.from('gerai'), CANARY_FOR)));
  try {
    opened.open(String(stored), CANARY_FOR);
  } catch {
    throw new StartError(
      `The instance key (${config.keys ? 'GERAI_KEYS' : file}) is not the one this database was sealed with; put the right one back.`,
    );
  }
  return opened;
}

function withKeys(db: Db, keys: Key[], notes: string[]): InstanceKeys {
  const newest = keys[0] as Key;
  const derive = (key: Key, purpose: string, tenantId = '') =>
    Buffer.from(hkdfSync('sha256', key.bytes, 'gerai', `${purpose}\n${tenantId}`, 32));
  const bound = (keyId: string, about: SealedFor) =>
    Buffer.from([keyId, about.purpose, about.tenantId ?? '', about.subject ?? ''].join('\n'));

  const seal = (plain: Uint8Array, about: SealedFor) => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', derive(newest, about.purpose, about.tenantId), iv);
    cipher.setAAD(bound(newest.id, about));
    const sealed = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return `${newest.id}.${sealed.toString('base64url')}`;
  };
  const open = (sealed: string, about: SealedFor) => {
    const [keyId, body = ''] = sealed.split('.');
    const key = keys.find((one) => one.id === keyId);
    if (!key) throw new Error(`sealed with key "${keyId}", which is not among the instance keys`);
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      derive(key, about.purpose, about.tenantId),
      bytes.subarray(0, 12),
    );
    decipher.setAAD(bound(key.id, about));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  };

  const pairs = new Map<string, ReturnType<InstanceKeys['signingKey']>>();
  const openPair = async (purpose: string) => {
    const about = signingAbout(purpose);
    const name = `${SIGNING}${purpose}`;
    let stored = await readMeta(db, name);
    if (stored === undefined) {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const made = JSON.stringify(privateKey.export({ format: 'jwk' }));
      stored = await keepMeta(db, name, seal(Buffer.from(made), about));
    }
    const privateKey = JSON.parse(open(String(stored), about).toString()) as JsonWebKey;
    const { d: _secret, ...publicKey } = privateKey;
    return { privateKey, publicKey };
  };

  return {
    notes,
    newestKeyId: newest.id,
    deriveKey: (purpose, tenantId) => derive(newest, purpose, tenantId),
    seal,
    open,
    signingKey: (purpose) => {
      let pair = pairs.get(purpose);
      if (!pair) {
        pair = openPair(purpose);
        // A failure (database away for a moment) must not stay for the life of the process.
        pair.catch(() => pairs.delete(purpose));
        pairs.set(purpose, pair);
      }
      return pair;
    },
  };
}

/** Whether the newest key sealed it. */
export function isSealedByNewest(keys: Pick<InstanceKeys, 'newestKeyId'>, sealed: string): boolean {
  return sealed.startsWith(`${keys.newestKeyId}.`);
}

/** Seals the installation's own values (canary, signing keys) with the newest key; how many it wrote. */
export async function resealInstallation(db: Db, keys: InstanceKeys): Promise<number> {
  return db.system(async (tx) => {
    const rows = await tx
      .select()
      .from(instanceMeta)
      .where(or(eq(instanceMeta.key, CANARY), like(instanceMeta.key, `${SIGNING}%`)))
      .for('update');
    const old = rows.filter(({ value }) => !isSealedByNewest(keys, String(value)));
    for (const { key, value } of old) {
      const about = key === CANARY ? CANARY_FOR : signingAbout(key.slice(SIGNING.length));
      const sealed = keys.seal(keys.open(String(value), about), about);
      await tx.update(instanceMeta).set({ value: sealed }).where(eq(instanceMeta.key, key));
    }
    return old.length;
  });
}

/** `k2:base64,k1:base64`, newest first. */
function parseKeys(text: string, source: string): Key[] {
  const keys = text
    .split(/[,\s]+/)
    .filter(Boolean)
    .map((part) => {
      const [, id = '', encoded = ''] = /^([A-Za-z0-9_-]{1,32}):(.+)$/.exec(part) ?? [];
      const bytes = Buffer.from(encoded, 'base64');
      if (!id || bytes.length !== 32) {
        throw new StartError(
          `${source} must look like k1:BASE64 with 32 bytes each (make one: openssl rand -base64 32).`,
        );
      }
      return { id, bytes };
    });
  if (keys.length === 0) throw new StartError(`${source} holds no key.`);
  if (new Set(keys.map((key) => key.id)).size !== keys.length)
    throw new StartError(`${source} names the same key id twice.`);
  return keys;
}

function readKeyFile(file: string): Key[] | undefined {
  try {
    return parseKeys(readFileSync(file, 'utf8'), file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code) throw new StartError(`The instance key ${file} can't be read (${code}).`);
    throw error;
  }
}

/** Whole on the disk or absent; when two processes make one at once, both end up with the same. */
function makeKeyFile(file: string): Key[] {
  const folder = join(file, '..');
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(draft, { force: true });
    const handle = openSync(draft, 'wx', 0o600);
    writeSync(handle, `k1:${randomBytes(32).toString('base64')}\n`);
    fsyncSync(handle);
    closeSync(handle);
    try {
      linkSync(draft, file);
    } catch (error) {
      // Some file systems (memory cards, network shares) have no links.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(draft, file);
    }
    rmSync(draft, { force: true });
    const directory = openSync(folder, 'r');
    fsyncSync(directory);
    closeSync(directory);
  } catch (error) {
    throw new StartError(
      `The instance key can't be written to ${file} (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
  return readKeyFile(file) as Key[];
}

async function readMeta(db: Db, key: string): Promise<unknown> {
  const [row] = await db.system((tx) => tx.select().from(instanceMeta).where(eq(instanceMeta.key, key)));
  return row?.value;
}

/** Stores `value` unless another process was first; returns what is stored. */
async function keepMeta(db: Db, key: string, value: string): Promise<unknown> {
  await db.system((tx) => tx.insert(instanceMeta).values({ key, value }).onConflictDoNothing());
  return readMeta(db, key);
}
