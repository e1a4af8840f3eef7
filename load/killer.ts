import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { freePortsAnywhere } from '../tools/services/ports.ts';
import { leftoversOf } from '../tools/services/process-list.ts';
import type { Options } from './options.ts';
import { Random } from './random.ts';
import type { Recording } from './recording.ts';
import { CannotRun, dataDir } from './shop.ts';

const program = join(import.meta.dirname, '../apps/worker/dist/main.js');
const workers = 4;
/** A worker that is ready for work has this long to live, in milliseconds. */
const life = { from: 200, to: 3_000 };
/** Theirs is shorter than in earnest, so that what the dead leave is taken up while people still shop. */
const lockMs = 2_000;
/** One of ten is stopped instead, for longer than the lock on its jobs, and then goes on as if nothing had been. */
const stopShare = 0.1;
const nap = { from: 3_000, to: 6_000 };

/**
 * Lets workers of its own do the work of the shop that runs here, and kills one after the other. The shop's own worker
 * is stopped meanwhile, and goes on at the end: a late one that believes its jobs are still its own. Who dies when is
 * decided by the seed; what they were doing at that moment is the machine's. Every one that was killed or stopped is
 * counted, those too that are killed because the run is over.
 */
export class Killer {
  readonly #options: Options;
  readonly #recording: Recording;
  readonly #ownWorker: number;
  readonly #done = new AbortController();
  readonly #children = new Set<ChildProcess>();
  #lives: Promise<void>[] = [];
  #ended: Promise<void> = Promise.resolve();

  private constructor(options: Options, recording: Recording, ownWorker: number) {
    this.#options = options;
    this.#recording = recording;
    this.#ownWorker = ownWorker;
  }

  /** Begins at once. Throws CannotRun unless the shop runs here: nobody else's processes are killed. */
  static open(options: Options, recording: Recording): Killer {
    const own = leftoversOf(dataDir).find(({ name }) => name === 'worker');
    if (process.env['API_URL'] || !own)
      throw new CannotRun('--kills needs the shop that `npm start` runs here, with its worker.');
    const killer = new Killer(options, recording, own.pid);
    killer.#begin();
    return killer;
  }

  #begin(): void {
    process.kill(this.#ownWorker, 'SIGSTOP');
    this.#recording.count('stopped');
    // However we end, the shop has its worker again.
    process.once('exit', this.#letGo);
    const random = new Random(this.#options.seed);
    this.#lives = Array.from({ length: workers }, (_, n) =>
      this.#liveAndDie(random.fork(n)).finally(() => this.#done.abort()),
    );
    // At once, for those who still shop: the last of them would wait for a worker that is there no more.
    this.#ended = Promise.allSettled(this.#lives).then(this.#letGo);
    this.#ended.catch(() => undefined);
  }

  /** Aborted when all are dead that were to die. */
  get isDone(): AbortSignal {
    return this.#done.signal;
  }

  /** Ends it, and lets the shop's own worker go on. */
  async close(): Promise<void> {
    this.#done.abort();
    await this.#ended;
    process.off('exit', this.#letGo);
    await Promise.all(this.#lives);
  }

  readonly #letGo = (): void => {
    for (const child of this.#children) child.kill('SIGKILL');
    process.kill(this.#ownWorker, 'SIGCONT');
  };

  async #liveAndDie(random: Random): Promise<void> {
    while (!this.#done.signal.aborted) {
      const child = await this.#startWorker();
      await this.#wait(random.between(life.from, life.to));
      if (random.next() < stopShare) await this.#stopForAWhile(child, random.between(nap.from, nap.to));
      if (child.exitCode !== null) throw new Error(`A worker ended by itself: see ${logFile()}.`);
      child.kill('SIGKILL');
      this.#recording.count('killed');
      await once(child, 'exit');
      this.#children.delete(child);
      if (this.#recording.total('killed') >= this.#options.kills) this.#done.abort();
    }
  }

  async #stopForAWhile(child: ChildProcess, ms: number): Promise<void> {
    child.kill('SIGSTOP');
    this.#recording.count('stopped');
    await this.#wait(ms);
    child.kill('SIGCONT');
    // Time to find out that others did its work.
    await this.#wait(2_000);
  }

  /** Another program may have taken the port that was free a moment ago: then with another one. */
  async #startWorker(): Promise<ChildProcess> {
    for (let tries = 0; tries < 5; tries++) {
      const child = await this.#spawn();
      if (child.exitCode === null) return child;
      this.#children.delete(child);
    }
    throw new Error(`No worker can be started: see ${logFile()}.`);
  }

  async #spawn(): Promise<ChildProcess> {
    const { internal } = await freePortsAnywhere(['internal']);
    const log = openSync(logFile(), 'a');
    const own = { LOG_LEVEL: 'warn', JOB_LOCK_MS: String(lockMs), INTERNAL_PORT: String(internal) };
    const child = spawn(process.execPath, ['--enable-source-maps', program], {
      env: { ...process.env, ...shopEnvironment(), ...own },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#children.add(child);
    const isReady = () =>
      fetch(`http://127.0.0.1:${internal}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (child.exitCode === null && !this.#done.signal.aborted && !(await isReady())) await this.#wait(50);
    return child;
  }

  async #wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#done.signal }).catch(() => undefined);
  }
}

const shopEnvironment = (): NodeJS.Dict<string> => parseEnv(readFileSync(join(dataDir, 'env'), 'utf8'));

function logFile(): string {
  const folder = join(dataDir, 'load');
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  return join(folder, 'killed-workers.log');
}
