import { allocate, type Rupiah, scaleRounded } from '../money.ts';
import type { TaxKind } from '../sync/sale-record.ts';
import type { LocalMoment } from './local-moment.ts';
import type { LineToPrice, PbjtSettings, PpnRate, PpnSettings, PricedTax, PricingSettings } from './types.ts';

/** 11 % since April 2022 (UU 7/2021); 12 % on 11/12 of the price since 2025 (PMK 131/2024), luxury goods on all of it. */
export const PPN_RATES: readonly PpnRate[] = [
  { from: '2022-04-01', rateBp: 1100, baseNumerator: 1, baseDenominator: 1 },
  { from: '2025-01-01', rateBp: 1200, baseNumerator: 11, baseDenominator: 12 },
];

/** How one line is taxed. */
export interface LineTax {
  kind: TaxKind;
  rateBp: number;
  baseNumerator: number;
  baseDenominator: number;
  included: boolean;
}

const NO_TAX: LineTax = { kind: 'none', rateBp: 0, baseNumerator: 1, baseDenominator: 1, included: false };

/** The one tax a line bears, if any (M2). Without a moment the newest rate holds. */
export function lineTax(line: LineToPrice, settings: PricingSettings, moment: LocalMoment | null): LineTax {
  const { ppn, pbjt } = settings;
  const kind = line.taxKind ?? usualKind(line, ppn, pbjt);
  if (kind === 'pbjt' && pbjt) {
    const { rateBp, pricesIncludeTax: included } = pbjt;
    return { kind, rateBp, baseNumerator: 1, baseDenominator: 1, included };
  }
  // Whoever is not registered must not charge PPN, whatever a line says.
  if (kind === 'ppn' && ppn?.registered) {
    const rate = ppnRate(ppn.rates ?? PPN_RATES, moment);
    if (!rate) return NO_TAX;
    const { rateBp, baseNumerator, baseDenominator } = rate;
    const base =
      line.taxClass === 'luxury'
        ? { baseNumerator: 1, baseDenominator: 1 }
        : { baseNumerator, baseDenominator };
    return { kind, rateBp, ...base, included: ppn.pricesIncludeTax };
  }
  return NO_TAX;
}

function usualKind(
  { taxClass = 'standard' }: LineToPrice,
  ppn: PpnSettings | undefined,
  pbjt: PbjtSettings | undefined,
): TaxKind {
  if (taxClass === 'exempt') return 'none';
  if (taxClass === 'foodService') return pbjt ? 'pbjt' : 'none';
  if (pbjt && pbjt.covers !== 'marked') return 'pbjt';
  return ppn ? 'ppn' : 'none';
}

function ppnRate(rates: readonly PpnRate[], moment: LocalMoment | null): PpnRate | undefined {
  let newest: PpnRate | undefined;
  for (const rate of rates) {
    if (moment !== null && rate.from > moment.date) continue;
    if (newest === undefined || rate.from > newest.from) newest = rate;
  }
  return newest;
}

export interface LineTaxShare {
  base: Rupiah;
  tax: Rupiah;
  taxIncluded: Rupiah;
}

/**
 * Tax is computed once for everything taxed alike and then shared out (M3), so that splitting a line changes nothing.
 * On top: base = amount × fraction, tax = base × rate. Inside: tax = amount × r ÷ (1 + r) with r = rate × fraction.
 */
export function taxCart(
  lines: readonly LineTax[],
  amounts: readonly Rupiah[],
  rank: () => readonly number[],
): { taxes: PricedTax[]; shares: LineTaxShare[] } {
  const groups = new Map<string, number[]>();
  lines.forEach((line, index) => {
    if (line.kind === 'none' || amounts[index] === 0) return;
    const key = `${line.kind} ${line.rateBp} ${line.baseNumerator}/${line.baseDenominator}`;
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  });
  const shares: LineTaxShare[] = lines.map(() => ({ base: 0, tax: 0, taxIncluded: 0 }));
  const taxes: PricedTax[] = [];
  for (const [, members] of [...groups].sort(([a], [b]) => (a < b ? 1 : -1))) {
    const tax = lines[members[0] ?? 0];
    if (tax === undefined || tax.kind === 'none') continue;
    const weights = members.map((index) => amounts[index] ?? 0);
    const { net, base, amount } = taxOn(
      weights.reduce((sum, weight) => sum + weight, 0),
      tax,
    );
    const { kind, rateBp, baseNumerator, baseDenominator, included } = tax;
    taxes.push({ kind, rateBp, baseNumerator, baseDenominator, net, base, amount, included });
    const ranks = rank();
    const memberRanks = members.map((index) => ranks[index] ?? index);
    const bases = allocate(base, weights, memberRanks);
    allocate(amount, weights, memberRanks).forEach((part, i) => {
      const member = members[i] ?? 0;
      shares[member] = {
        base: bases[i] ?? 0,
        tax: included ? 0 : part,
        taxIncluded: included ? part : 0,
      };
    });
  }
  return { taxes, shares };
}

function taxOn(
  total: Rupiah,
  { rateBp, baseNumerator, baseDenominator, included }: LineTax,
): { net: Rupiah; base: Rupiah; amount: Rupiah } {
  if (included) {
    const part = rateBp * baseNumerator;
    const amount = scaleRounded(total, part, 10_000 * baseDenominator + part);
    const net = total - amount;
    return { net, base: scaleRounded(net, baseNumerator, baseDenominator), amount };
  }
  const base = scaleRounded(total, baseNumerator, baseDenominator);
  return { net: total, base, amount: scaleRounded(base, rateBp, 10_000) };
}
