/** What came of a measurement. */
export interface Measured {
  readonly title: string;
  readonly rows: readonly { name: string; value: number; unit: string }[];
  /** Ours over the yardstick, taken pair by pair: the machine is as noisy for both. */
  readonly ratio: number;
  readonly goal?: number;
}

type Candidates = Record<string, () => Promise<number>>;

/** Runs every candidate once to warm it up, then all of them in turns, so many rounds, in changing order. */
export async function inTurns<Names extends Candidates>(
  candidates: Names,
  rounds: number,
): Promise<Record<keyof Names, number[]>> {
  const names: (keyof Names)[] = Object.keys(candidates);
  for (const name of names) await candidates[name]?.();
  const rates = Object.fromEntries(names.map((name): [keyof Names, number[]] => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const rate = await candidates[name]?.();
      if (rate !== undefined) rates[name]?.push(rate);
    }
  }
  // Every name was given a list above.
  return rates as Record<keyof Names, number[]>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below = 0, above = 0] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)], sorted[middle]];
  return (below + above) / 2;
}
