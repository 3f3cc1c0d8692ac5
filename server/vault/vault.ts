import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import type { InstanceKeys } from '../instance-keys.ts';
import { vaultKey, vaultSecret } from './tables.ts';

/** What a secret belongs to; it opens for nothing else. */
export interface SecretPlace {
  tenantId: string;
  connectionId: string;
  field: string;
}

/** What may be shown of a secret. */
export interface MaskedSecret {
  field: string;
  /** `••••1234`, or only dots where the secret is short */
  masked: string;
  fingerprint: string;
  updatedAt: Date;
}

export interface OpenedSecrets {
  secrets: Record<string, string>;
  /** fields that no key opens: their connection is `key_undecryptable`, and what is stored stays as it is */
  broken: string[];
}

/**
 * Secrets of connections: AES-256-GCM with a data key per tenant, which the instance key wraps. Every function needs
 * `tx` in the tenant's scope.
 */
export interface Vault {
  /** Stores the secret, over an earlier one of the same place. */
  put(tx: Tx, place: SecretPlace, secret: string, at: Date): Promise<void>;
  openAll(tx: Tx, tenantId: string, connectionId: string): Promise<OpenedSecrets>;
  /** What may be shown, by connection. */
  masked(tx: Tx, tenantId: string, connectionIds: string[]): Promise<Map<string, MaskedSecret[]>>;
  remove(tx: Tx, tenantId: string, connectionId: string, fields?: string[]): Promise<void>;
  /** For rotation. */
  readonly internals: VaultInternals;
}

export interface VaultInternals {
  encrypt(key: DataKey, place: SecretPlace, secret: string): SealedSecret;
  /** Throws when anything differs. */
  decrypt(dataKey: Buffer, place: SecretPlace, ciphertext: string): string;
  addKey(tx: Tx, tenantId: string, number: number): Promise<DataKey | undefined>;
  /** Undefined when no instance key unwraps it. */
  unwrap(tenantId: string, number: number, wrapped: string): Buffer | undefined;
}

export interface DataKey {
  number: number;
  bytes: Buffer;
}

type SealedSecret = Pick<
  typeof vaultSecret.$inferInsert,
  'keyNumber' | 'ciphertext' | 'lastFour' | 'fingerprint'
>;

const KEPT_KEYS = 2_000;
/** shorter ones would be half told by four characters */
const SHOWS_LAST_FOUR_FROM = 12;

export function openVault(keys: Pick<InstanceKeys, 'seal' | 'open'>): Vault {
  /** unwrapping costs a derivation; keyed by what is stored, so a replaced row is never answered from here */
  const opened = new Map<string, Buffer>();

  const about = (tenantId: string, number: number) => ({
    purpose: 'vault',
    tenantId,
    subject: String(number),
  });

  const unwrap: VaultInternals['unwrap'] = (tenantId, number, wrapped) => {
    const name = `${tenantId} ${number} ${wrapped}`;
    const known = opened.get(name);
    if (known) return known;
    try {
      const bytes = keys.open(wrapped, about(tenantId, number));
      if (opened.size >= KEPT_KEYS) opened.clear();
      opened.set(name, bytes);
      return bytes;
    } catch {
      return undefined;
    }
  };

  const addKey: VaultInternals['addKey'] = async (tx, tenantId, number) => {
    const bytes = randomBytes(32);
    const wrapped = keys.seal(bytes, about(tenantId, number));
    const added = await tx
      .insert(vaultKey)
      .values({ tenantId, number, wrapped })
      .onConflictDoNothing()
      .returning({ number: vaultKey.number });
    return added.length === 1 ? { number, bytes } : undefined;
  };

  /** The key that encrypts now, held against removal until the transaction ends. */
  const currentKey = async (tx: Tx, tenantId: string): Promise<DataKey> => {
    for (;;) {
      const [newest] = await tx
        .select()
        .from(vaultKey)
        .where(eq(vaultKey.tenantId, tenantId))
        .orderBy(desc(vaultKey.number))
        .limit(1)
        .for('share');
      const bytes = newest && unwrap(tenantId, newest.number, newest.wrapped);
      if (newest && bytes) return { number: newest.number, bytes };
      // None yet, or one that nothing opens: new secrets must not wait for it.
      const made = await addKey(tx, tenantId, (newest?.number ?? 0) + 1);
      if (made) return made;
    }
  };

  return {
    put: async (tx, place, secret, at) => {
      const sealed = encrypt(await currentKey(tx, place.tenantId), place, secret);
      await tx
        .insert(vaultSecret)
        .values({ ...place, ...sealed, updatedAt: at })
        .onConflictDoUpdate({
          target: [vaultSecret.tenantId, vaultSecret.connectionId, vaultSecret.field],
          set: { ...sealed, updatedAt: at },
        });
    },
    openAll: async (tx, tenantId, connectionId) => {
      const rows = await tx
        .select({
          field: vaultSecret.field,
          ciphertext: vaultSecret.ciphertext,
          keyNumber: vaultSecret.keyNumber,
          wrapped: vaultKey.wrapped,
        })
        .from(vaultSecret)
        .leftJoin(
          vaultKey,
          and(eq(vaultKey.tenantId, vaultSecret.tenantId), eq(vaultKey.number, vaultSecret.keyNumber)),
        )
        .where(and(eq(vaultSecret.tenantId, tenantId), eq(vaultSecret.connectionId, connectionId)));
      const result: OpenedSecrets = { secrets: {}, broken: [] };
      for (const { field, ciphertext, keyNumber, wrapped } of rows) {
        const dataKey = wrapped === null ? undefined : unwrap(tenantId, keyNumber, wrapped);
        try {
          if (!dataKey) throw new Error('no key');
          result.secrets[field] = decrypt(dataKey, { tenantId, connectionId, field }, ciphertext);
        } catch {
          result.broken.push(field);
        }
      }
      return result;
    },
    masked: async (tx, tenantId, connectionIds) => {
      const found = new Map<string, MaskedSecret[]>(connectionIds.map((id) => [id, []]));
      if (connectionIds.length === 0) return found;
      const rows = await tx
        .select({
          connectionId: vaultSecret.connectionId,
          field: vaultSecret.field,
          lastFour: vaultSecret.lastFour,
          fingerprint: vaultSecret.fingerprint,
          updatedAt: vaultSecret.updatedAt,
        })
        .from(vaultSecret)
        .where(and(eq(vaultSecret.tenantId, tenantId), inArray(vaultSecret.connectionId, connectionIds)))
        .orderBy(sql`field`);
      for (const { connectionId, lastFour, ...shown } of rows)
        found.get(connectionId)?.push({ ...shown, masked: `••••${lastFour}` });
      return found;
    },
    remove: async (tx, tenantId, connectionId, fields) => {
      await tx
        .delete(vaultSecret)
        .where(
          and(
            eq(vaultSecret.tenantId, tenantId),
            eq(vaultSecret.connectionId, connectionId),
            ...(fields ? [inArray(vaultSecret.field, fields)] : []),
          ),
        );
    },
    internals: { encrypt, decrypt, addKey, unwrap },
  };
}

function encrypt({ number, bytes }: DataKey, place: SecretPlace, secret: string): SealedSecret {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', bytes, iv);
  cipher.setAAD(bound(place));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
  return {
    keyNumber: number,
    ciphertext: ['v1', `d${number}`, ...parts].join(':'),
    lastFour: secret.length >= SHOWS_LAST_FOUR_FROM ? secret.slice(-4) : '',
    // Keyed, or whoever reads the table could try likely secrets.
    fingerprint: createHmac('sha256', bytes).update(`fingerprint\n${secret}`).digest('hex').slice(0, 12),
  };
}

function decrypt(dataKey: Buffer, place: SecretPlace, ciphertext: string): string {
  const [version, , iv = '', tag = '', body = ''] = ciphertext.split(':');
  if (version !== 'v1') throw new Error(`unknown version "${version}" of a secret`);
  const decipher = createDecipheriv('aes-256-gcm', dataKey, Buffer.from(iv, 'base64url'), {
    authTagLength: 16,
  });
  decipher.setAAD(bound(place));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}

const bound = ({ tenantId, connectionId, field }: SecretPlace) =>
  Buffer.from(`${tenantId}|${connectionId}|${field}`);
