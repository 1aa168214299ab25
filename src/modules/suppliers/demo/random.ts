/** Repeatable random numbers (sfc32): the same seed gives the same numbers on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  /** A stream of its own for each pair of seed and position, so that item n does not depend on the items before it. */
  constructor(seed: number, position: number) {
    this.#a = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
    this.#b = Math.imul(position ^ 0xc2b2ae35, 0x27d4eb2f);
    this.#c = seed ^ position;
    for (let round = 0; round < 12; round += 1) this.bits();
  }

  /** 32 random bits, as an unsigned number. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** From 0 up to 1, without 1. */
  unit(): number {
    return this.bits() / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** One item of a list that is not empty. */
  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.unit() * items.length)] as T;
  }

  /** One item, each as probable as its share of the running totals. */
  pickWeighted<T>({ items, totals }: Weighted<T>): T {
    const target = this.unit() * (totals.at(-1) ?? 0);
    let low = 0;
    for (let high = items.length - 1; low < high;) {
      const middle = (low + high) >>> 1;
      if ((totals[middle] as number) > target) high = middle;
      else low = middle + 1;
    }
    return items[low] as T;
  }

  /** A UUID of version 8 that begins with its position, so that a bulk load fills indexes from left to right. */
  uuid(position: number): string {
    const hex = (bits: number) => bits.toString(16).padStart(8, '0');
    const [b, c, d] = [hex(this.bits()), hex(this.bits()), hex(this.bits())];
    const variant = '89ab'.charAt(this.bits() & 3);
    return `${hex(position)}-${b.slice(0, 4)}-8${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
  }
}

/** Items with running totals of their weights, for `Random.pickWeighted`. */
export interface Weighted<T> {
  readonly items: readonly T[];
  readonly totals: readonly number[];
}

export function weighted<T>(items: readonly T[], weightOf: (item: T, rank: number) => number): Weighted<T> {
  let total = 0;
  return { items, totals: items.map((item, rank) => (total += weightOf(item, rank))) };
}
