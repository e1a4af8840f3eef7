/** Chance that can be repeated: the same seed makes the same choices. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, but not including, 1. (Mulberry32, by Tommy Ettinger.) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `from` to `to`, both possible. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** One of the items; undefined when there is none. */
  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.next() * items.length)];
  }

  /** Up to `count` different items. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const left = [...items];
    const sampled: Item[] = [];
    while (sampled.length < count && left.length > 0)
      sampled.push(...left.splice(this.between(0, left.length - 1), 1));
    return sampled;
  }

  /** A source of its own for the nth of many, so that what one does cannot change what another chooses. */
  fork(n: number): Random {
    return new Random(Math.imul(this.#state ^ (n + 1), 0x9e3779b1));
  }
}
