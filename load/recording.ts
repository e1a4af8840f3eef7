import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { Setback } from './setback.ts';

/** Setbacks of one kind at one step. */
export interface SetbackCount {
  readonly step: string;
  readonly status: number | undefined;
  readonly code: string;
  /** What the first of them said. */
  readonly example: string;
  count: number;
}

/**
 * What a run measures: how long each step took, what went wrong, and how often the things happened that count.
 * Latencies go into Node's own HDR histograms, in microseconds and exact to three digits, so a percentile is
 * one of what was measured and not an average of averages. Only steps that succeeded are in them: a refusal is
 * quick, and would make a struggling server look fast.
 */
export class Recording {
  readonly steps = new Map<string, RecordableHistogram>();
  readonly setbacks = new Map<string, SetbackCount>();
  readonly #perSecond = new Map<string, number[]>();
  #beganAt = performance.now();

  /** The clock starts now. */
  begin(): void {
    this.#beganAt = performance.now();
  }

  get elapsedMs(): number {
    return performance.now() - this.#beganAt;
  }

  /** Does one step and notes how long it took, or what came in its way. */
  async time<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
    const from = performance.now();
    try {
      const result = await work();
      this.took(step, performance.now() - from);
      return result;
    } catch (error) {
      if (error instanceof Setback) this.noteSetback(step, error);
      throw error;
    }
  }

  took(step: string, ms: number): void {
    let histogram = this.steps.get(step);
    if (!histogram)
      this.steps.set(step, (histogram = createHistogram({ lowest: 1, highest: 600e6, figures: 3 })));
    histogram.record(Math.max(1, Math.round(ms * 1_000)));
  }

  noteSetback(step: string, { status, code, message }: Setback): void {
    const key = `${step}\n${status}\n${code}`;
    const known = this.setbacks.get(key);
    if (known) known.count += 1;
    else this.setbacks.set(key, { step, status, code, example: message, count: 1 });
  }

  /** One more of something that counts, in this second. */
  count(what: string): void {
    const second = Math.floor(this.elapsedMs / 1_000);
    const seconds = this.perSecond(what);
    while (seconds.length <= second) seconds.push(0);
    seconds[second] = (seconds[second] ?? 0) + 1;
  }

  /** How often something happened, second by second. */
  perSecond(what: string): number[] {
    const seconds = this.#perSecond.get(what);
    if (seconds) return seconds;
    const begun: number[] = [];
    this.#perSecond.set(what, begun);
    return begun;
  }

  /** How often something happened, within the first seconds or altogether. */
  total(what: string, withinSeconds = Infinity): number {
    return this.perSecond(what)
      .slice(0, withinSeconds)
      .reduce((sum, count) => sum + count, 0);
  }
}
