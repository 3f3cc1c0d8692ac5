import type { Candidate, KnownProduct } from './candidate.ts';
import { issue } from './read-row.ts';

/**
 * Decides which row may have which barcode, and refuses the others. A product that has a barcode keeps it unless its
 * own row gives it up, so two rows can swap theirs. A row that is refused gives nothing up: whoever counted on that
 * is refused too.
 */
export function awardBarcodes(candidates: readonly Candidate[], products: readonly KnownProduct[]): void {
  const holders = new Map(
    products.flatMap((product) =>
      [...product.barcodes, ...(product.unitBarcodes ?? [])].map((code) => [code, product] as const),
    ),
  );
  const rowOf = new Map(
    candidates.flatMap((candidate) => (candidate.known ? [[candidate.known.id, candidate] as const] : [])),
  );
  const awarded = new Map<string, Candidate>();
  const refusedNow: Candidate[] = [];

  for (const candidate of candidates)
    for (const code of candidate.barcodes)
      if (holders.get(code)?.id === candidate.known?.id && candidate.known) awarded.set(code, candidate);

  for (const candidate of candidates) {
    for (const code of candidate.barcodes) {
      const winner = awarded.get(code);
      const holder = holders.get(code);
      if (winner === candidate) continue;
      if (winner) refuseForRow(candidate, code, winner);
      else if (holder && (!rowOf.has(holder.id) || holder.unitBarcodes?.includes(code)))
        refuseForProduct(candidate, code, holder);
    }
    if (candidate.refused.length > 0) refusedNow.push(candidate);
    else for (const code of candidate.barcodes) awarded.set(code, candidate);
  }

  for (let refused = refusedNow.pop(); refused; refused = refusedNow.pop()) {
    for (const code of refused.known?.barcodes ?? []) {
      const winner = awarded.get(code);
      if (!winner || winner === refused || winner.refused.length > 0 || !refused.known) continue;
      refuseForProduct(winner, code, refused.known);
      refusedNow.push(winner);
    }
  }
}

function refuseForRow(candidate: Candidate, code: string, winner: Candidate): void {
  candidate.refused.push(
    issue(candidate.row, 'barcode', 'duplicateBarcode', {
      value: code,
      otherRow: winner.row,
      product: winner.values.name ?? winner.known?.name ?? winner.sku,
    }),
  );
}

function refuseForProduct(candidate: Candidate, code: string, holder: KnownProduct): void {
  candidate.refused.push(
    issue(candidate.row, 'barcode', 'barcodeTaken', { value: code, product: holder.name, sku: holder.sku }),
  );
}
