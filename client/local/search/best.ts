/** Keeps the `limit` best of many candidates by (score, text) without sorting them all; smaller is better. */
export class Best {
  readonly #limit: number;
  readonly #texts: readonly string[];
  #indexes: number[] = [];
  #scores: number[] = [];

  constructor(limit: number, texts: readonly string[]) {
    this.#limit = limit;
    this.#texts = texts;
  }

  add(index: number, score: number): void {
    const full = this.#indexes.length >= this.#limit;
    if (full && !this.#before(index, score, this.#indexes.length - 1)) return;
    let low = 0;
    let high = this.#indexes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#before(index, score, middle)) high = middle;
      else low = middle + 1;
    }
    this.#indexes.splice(low, 0, index);
    this.#scores.splice(low, 0, score);
    if (full) {
      this.#indexes.pop();
      this.#scores.pop();
    }
  }

  indexes(): readonly number[] {
    return this.#indexes;
  }

  #before(index: number, score: number, at: number): boolean {
    const other = this.#scores[at] ?? 0;
    if (score !== other) return score < other;
    return (this.#texts[index] ?? '') < (this.#texts[this.#indexes[at] ?? 0] ?? '');
  }
}
