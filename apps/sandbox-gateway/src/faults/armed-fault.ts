import type { Fault } from './fault.ts';
import { seeded } from './seeded.ts';

/** A fault that waits for something to strike, and whatever it keeps waiting afterwards. */
export class ArmedFault<F extends Fault = Fault> {
  readonly id: string;
  readonly fault: F;
  /** The dice of this fault alone: other faults and calls do not change its throws. */
  readonly random: () => number;
  readonly #disarmed = new AbortController();
  struck = 0;
  /** Calls and events held up at this moment. */
  waiting = 0;

  constructor(id: string, fault: F) {
    this.id = id;
    this.fault = fault;
    this.random = seeded(fault.seed);
  }

  /** How many calls or events it strikes before it is spent. */
  get limit(): number {
    const { times } = this.fault;
    // Reordering strikes several events at a time.
    const each = 'count' in this.fault ? this.fault.count : 1;
    return times === 'until_disarmed' ? Infinity : times * each;
  }

  get isSpent(): boolean {
    return this.struck >= this.limit;
  }

  /** Throws the dice, and counts if they say so. */
  strikes(): boolean {
    if (this.isSpent || this.random() >= this.fault.probability) return false;
    this.struck += 1;
    return true;
  }

  /** Waits until the fault is disarmed, or until it was `enough`, but no longer than this. */
  async pause(ms: number | 'until_disarmed', enough?: AbortSignal): Promise<void> {
    const signals = [this.#disarmed.signal, ...(enough ? [enough] : [])];
    if (signals.some(({ aborted }) => aborted)) return;
    this.waiting += 1;
    await wait(ms, AbortSignal.any(signals));
    this.waiting -= 1;
  }

  /** Lets go of everything that it keeps waiting. */
  disarm(): void {
    this.#disarmed.abort();
  }
}

function wait(ms: number | 'until_disarmed', signal: AbortSignal): Promise<void> {
  return new Promise((goOn) => {
    const timer = ms === 'until_disarmed' ? undefined : setTimeout(end, ms);
    signal.addEventListener('abort', end);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      goOn();
    }
  });
}
