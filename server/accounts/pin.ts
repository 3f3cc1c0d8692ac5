import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { InstanceKeys } from '../instance-keys.ts';

export const PIN_ITERATIONS = 210_000;
const stretch = promisify(pbkdf2);

export interface StoredPin {
  /** base64 */
  pinSalt: string;
  /** stretched PIN, sealed: hashing alone protects no short PIN (T6) */
  pinSealed: string;
}

/** PBKDF2-SHA256 over the PIN, sealed for this tenant and person. */
export async function storePin(
  keys: InstanceKeys,
  tenantId: string,
  staffId: string,
  pin: string,
): Promise<StoredPin> {
  const salt = randomBytes(16);
  const stretched = await stretch(pin, salt, PIN_ITERATIONS, 32, 'sha256');
  return {
    pinSalt: salt.toString('base64'),
    pinSealed: keys.seal(stretched, { purpose: 'pin', tenantId, subject: staffId }),
  };
}

/** The stretched PIN, base64, as a device of the tenant needs it. */
export function openPin(keys: InstanceKeys, tenantId: string, staffId: string, pinSealed: string): string {
  return keys.open(pinSealed, { purpose: 'pin', tenantId, subject: staffId }).toString('base64');
}
