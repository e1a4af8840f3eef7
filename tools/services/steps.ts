import { setTimeout as sleep } from 'node:timers/promises';

interface Running {
  readonly name: string;
  readonly since: number;
  news: string;
}

export interface Step {
  readonly name: string;
  readonly seconds: number;
}

const color = (code: number, text: string): string =>
  process.stdout.isTTY ? `\x1b[${code}m${text}\x1b[0m` : text;
export const bold = (text: string): string => color(1, text);
export const dim = (text: string): string => color(2, text);
export const red = (text: string): string => color(31, text);
export const green = (text: string): string => color(32, text);

/** Seconds since a moment, as a person reads them. */
export const secondsSince = (moment: number): number => Math.round((Date.now() - moment) / 100) / 10;

/**
 * Shows what is being done and how long it took. Steps may overlap. On a
 * terminal one line below the finished steps moves; in a log nothing does.
 */
export class Steps {
  readonly done: Step[] = [];
  readonly #running = new Set<Running>();
  readonly #timer = process.stdout.isTTY ? setInterval(() => this.#draw(), 200) : undefined;

  /** Runs one step; `news` tells what it is at, `isGood` whether what came of it is a success. */
  async run<T>(
    name: string,
    work: (news: (text: string) => void) => T | Promise<T>,
    isGood: (result: T) => boolean = () => true,
  ): Promise<T> {
    const step: Running = { name, since: Date.now(), news: '' };
    this.#running.add(step);
    const stillThere = process.stdout.isTTY ? undefined : this.#reportSlowness(step);
    try {
      const result = await work((text) => this.#hear(step, text));
      this.#finish(step, isGood(result) ? green('✔') : red('✘'));
      return result;
    } catch (error) {
      this.#finish(step, red('✘'));
      throw error;
    } finally {
      stillThere?.abort();
    }
  }

  /** Writes a line among the steps. */
  say(text: string): void {
    this.#clear();
    console.log(text);
  }

  /** No more moving line. */
  end(): void {
    clearInterval(this.#timer);
    this.#clear();
  }

  #hear(step: Running, text: string): void {
    step.news = text;
    if (!process.stdout.isTTY) console.log(`  … ${step.name}: ${text}`);
  }

  #finish(step: Running, mark: string): void {
    this.#running.delete(step);
    const seconds = secondsSince(step.since);
    this.done.push({ name: step.name, seconds });
    const note = process.stdout.isTTY ? step.news : ''; // a log has it already, in a line of its own
    this.say(
      `  ${mark} ${step.name.padEnd(34)} ${dim(`${seconds.toFixed(1).padStart(6)} s  ${note}`)}`.trimEnd(),
    );
  }

  /** A log that stands still looks like a machine that hangs. */
  #reportSlowness(step: Running): AbortController {
    const stop = new AbortController();
    void (async () => {
      for (;;) {
        await sleep(30_000, undefined, { signal: stop.signal });
        console.log(`  … ${step.name}: ${secondsSince(step.since).toFixed(0)} s`);
      }
    })().catch(() => {}); // aborted: the step is done
    return stop;
  }

  #draw(): void {
    const parts = [...this.#running].map(({ name, since, news }) => {
      return `${name} ${secondsSince(since).toFixed(0)} s${news ? ` (${news})` : ''}`;
    });
    const line = `  … ${parts.join(' · ')}`.slice(0, (process.stdout.columns || 80) - 1);
    if (parts.length > 0) process.stdout.write(`\r${dim(line)}\x1b[K`);
  }

  #clear(): void {
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  }
}
