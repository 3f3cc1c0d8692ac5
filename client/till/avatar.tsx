import { classNames } from '../ui/class-names.ts';
import styles from './avatar.module.css';

const TINTS = 6;

/** Initials on a tint that stays the same for a name, so that people find themselves without reading. */
export function Avatar({ name, size = 'large' }: { name: string; size?: 'large' | 'small' }) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
  return (
    <span
      aria-hidden="true"
      className={classNames(styles.avatar, styles[size], styles[`tint${tintOf(name)}`])}
    >
      {initials.toUpperCase()}
    </span>
  );
}

/** A stable number from 0 to 5 for a text. */
export function tintOf(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum % TINTS;
}
