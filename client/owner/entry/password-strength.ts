import { MIN_PASSWORD_LENGTH } from '../../../shared/password-length.ts';

export type Strength = 'short' | 'fair' | 'good' | 'strong';

/** A rough guess for the eye: length counts most, variety a little; few different letters count as weak. */
export function passwordStrength(password: string): Strength {
  if (password.length < MIN_PASSWORD_LENGTH) return 'short';
  const different = new Set(password).size;
  if (different < 6) return 'fair';
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  const score = password.length + kinds * 2;
  if (score >= 24) return 'strong';
  return score >= 17 ? 'good' : 'fair';
}
