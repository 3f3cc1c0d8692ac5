import type { PricingSettings } from '../../shared/pricing/types.ts';

/** One state of what a shop or an outlet said about prices; null: nothing. */
interface PricingVersion {
  pricing: PricingSettings | null;
  /** in force from and until, server clock, epoch ms */
  from: number;
  until: number;
}

/** What was said about prices, newest first: the outlet's own wins over the shop's. */
export interface PricingHistory {
  timeZone: string;
  own: readonly PricingVersion[];
  shop: readonly PricingVersion[];
}

/** Many more than anybody saves within the time looked at. */
const MOST_CANDIDATES = 8;

/** From what holds now and what each change replaced, newest first. The oldest one known held since ever. */
export function pricingVersions(
  now: PricingSettings | null,
  changes: readonly { at: number; before: PricingSettings | null }[],
): PricingVersion[] {
  const versions: PricingVersion[] = [];
  let pricing = now;
  let until = Number.POSITIVE_INFINITY;
  for (const { at, before } of changes) {
    versions.push({ pricing, from: at, until });
    pricing = before;
    until = at;
  }
  return [...versions, { pricing, from: Number.NEGATIVE_INFINITY, until }];
}

/** Every pricing that held in an outlet at some moment from `from` to `to`, newest first. */
export function pricingsBetween(history: PricingHistory, from: number, to: number): PricingSettings[] {
  const within = (versions: readonly PricingVersion[]) =>
    versions.filter((version) => version.until > from && version.from <= to).map(({ pricing }) => pricing);
  const own = within(history.own);
  const said = own.flatMap((pricing) => (pricing === null ? within(history.shop) : [pricing]));
  return [...new Set(said)]
    .slice(0, MOST_CANDIDATES)
    .map((pricing) => ({ ...pricing, timeZone: history.timeZone }));
}
