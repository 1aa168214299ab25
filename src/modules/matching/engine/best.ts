/**
 * Keeps the best items of a stream, at most `limit` of them (`Infinity` keeps all), in a heap whose top is the
 * worst one kept. `compare` is a total order that puts better items first.
 */
export class Best<T> {
  readonly #limit: number;
  readonly #compare: (a: T, b: T) => number;
  readonly #heap: T[] = [];

  constructor(limit: number, compare: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  add(item: T): void {
    if (this.#limit === Infinity) {
      this.#heap.push(item);
    } else if (this.#heap.length < this.#limit) {
      this.#heap.push(item);
      this.#rise(this.#heap.length - 1);
    } else if (this.#limit > 0 && this.#compare(item, this.#heap[0]!) < 0) {
      this.#heap[0] = item;
      this.#sink(0);
    }
  }

  /** The worst item kept, which a further one has to beat; `undefined` while there is room. */
  get bar(): T | undefined {
    return this.#heap.length < this.#limit ? undefined : this.#heap[0];
  }

  /** The kept items, best first. */
  sorted(): T[] {
    return this.#heap.toSorted(this.#compare);
  }

  #worse(a: number, b: number): boolean {
    return this.#compare(this.#heap[a]!, this.#heap[b]!) > 0;
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }

  #rise(index: number): void {
    for (let at = index; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#worse(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(index: number): void {
    for (let at = index; ;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#heap.length && this.#worse(child, worst)) worst = child;
      }
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }
}
