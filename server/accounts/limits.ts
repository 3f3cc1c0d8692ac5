import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { rateLimit } from './tables.ts';

/** Failed tries allowed in a time, by what they are counted for. */
const RULES = {
  /** many shops sit behind one address */
  signInByAddress: { points: 60, seconds: 600 },
  /** from addresses that never got into the account: a stranger's tries never lock its owner out at home */
  signInByEmail: { points: 20, seconds: 3600 },
  /** the one that stops a guesser without locking the owner out elsewhere */
  signInByEmailAndAddress: { points: 8, seconds: 600 },
  enrolByAddress: { points: 10, seconds: 600 },
  /**
   * Bounds guessing of six digits from many addresses, and must be out of a stranger's reach to fill for long, as it
   * stops everybody: a code lives 15 minutes, so 3 × 600 guesses meet it, a chance of 0.18 % a code; 5 minutes later
   * honest tablets enrol again.
   */
  enrolByAnyone: { points: 600, seconds: 300 },
  /** no limit: remembers from where somebody got in */
  signedInFrom: { points: 1_000_000, seconds: 90 * 86_400 },
} as const;

export type LimitName = keyof typeof RULES;
export type Counted = Partial<Record<LimitName, string>>;
/** What a person signs in with, and from where. */
export interface Place {
  email: string;
  address: string;
}

/** Counts failed tries in the database: they survive a restart and all processes share them. */
export interface Limits {
  /**
   * Counts a try before it is made (so that many at once can't slip through), runs it, and takes the count back
   * when it succeeded. Throws `tooManyTries` with the seconds to wait.
   */
  guard<T>(counted: Counted, attempt: () => Promise<T>, succeeded: (result: T) => boolean): Promise<T>;
  /** Whether this account was entered from this address within 90 days. */
  hasSignedInFrom(place: Place): Promise<boolean>;
  rememberSignIn(place: Place): Promise<void>;
}

export function openLimits(db: Db): Limits {
  const limiters = new Map(
    Object.entries(RULES).map(([name, rule], index) => [
      name,
      new RateLimiterDrizzle({
        storeClient: db.unscoped,
        schema: rateLimit,
        keyPrefix: name,
        points: rule.points,
        duration: rule.seconds,
        // One sweeper is enough: they share the table.
        clearExpiredByTimeout: index === 0,
      }),
    ]),
  );
  const limiterOf = (name: string) => limiters.get(name) as RateLimiterDrizzle;
  const placeKey = ({ email, address }: Place) =>
    `${email.slice(0, 254)} ${readableKey('signedInByAddress', address)}`;
  return {
    hasSignedInFrom: async (place) => {
      const found = await limiterOf('signedInFrom').get(placeKey(place));
      return found !== null && found.consumedPoints > 0;
    },
    rememberSignIn: async (place) => {
      // Anew each time: the 90 days begin again.
      await limiterOf('signedInFrom').set(placeKey(place), 1, RULES.signedInFrom.seconds);
    },
    guard: async (counted, attempt, succeeded) => {
      const tries = Object.entries(counted).map(([name, key]) => ({ name, key: readableKey(name, key) }));
      for (const { name, key } of tries) {
        await limiterOf(name)
          .consume(key)
          .catch((refused: unknown) => {
            if (!(refused instanceof RateLimiterRes)) throw refused;
            throw new Refusal('tooManyTries', {
              values: { seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) },
            });
          });
      }
      const result = await attempt();
      if (succeeded(result)) {
        for (const { name, key } of tries) {
          // An address or the world only gets its one try back; who proved who they are starts afresh.
          if (name.startsWith('signInByEmail')) await limiterOf(name).delete(key);
          else await limiterOf(name).reward(key);
        }
      }
      return result;
    },
  };
}

/** Whoever has one IPv6 address has the whole /64; keys stay short whatever a stranger sends. */
function readableKey(name: string, key: string): string {
  const subnet =
    name.endsWith('ByAddress') && key.includes(':') && !key.includes('.')
      ? key.split(':').slice(0, 4).join(':')
      : key;
  return subnet.slice(0, 300);
}
