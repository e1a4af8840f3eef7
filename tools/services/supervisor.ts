import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import type { KeeperMessage } from './keeper.ts';
import { root } from './paths.ts';
import { writeProcessList } from './process-list.ts';
import { send, stopProcess } from './stop-process.ts';

/** One long-running process of the system. */
export interface Service {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly account?: Account | undefined;
  /** How it is asked to stop; SIGTERM unless said otherwise. */
  readonly stopSignal?: NodeJS.Signals;
  /** Says whether it can be used now; asked until it says yes. */
  readonly ready: () => Promise<boolean>;
  readonly readyWithin?: number;
}

/** A service that did not become ready, with the last lines that it wrote. */
export class ServiceFailed extends Error {
  readonly service: string;
  constructor(service: string, reason: string, lastLines: string) {
    super(`${service} ${reason}.${lastLines ? `\n\n${lastLines}\n` : ''}`);
    this.service = service;
  }
}

interface Running {
  service: Service;
  child: ChildProcess;
  pid: number;
  isReady: boolean;
  isStopping: boolean;
}

export interface SupervisorOptions {
  /** Where logs and the list of running processes are kept. */
  readonly dataDir: string;
  /** Told when a service dies, is started again, or is given up. */
  readonly onNews?: (news: string) => void;
  /** Told when a service died too often to be started again. */
  readonly onGivenUp?: (error: ServiceFailed) => void;
}

const RESTARTS_PER_MINUTE = 5;

/**
 * Starts the processes of the system, keeps them running and stops them. Each
 * leads a process group of its own, so that Ctrl-C reaches us alone and we stop
 * them in order. A keeper process stops them when we are killed, and a list on
 * disk lets the next start find what even the keeper could not stop.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #services = new Map<string, Service>();
  readonly #running = new Map<string, Running>();
  readonly #deaths = new Map<string, number[]>();
  #keeper: ChildProcess | undefined;
  #isStopping = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Starts a service and returns when it is ready. */
  async start(service: Service): Promise<void> {
    this.#services.set(service.name, service);
    const running = this.#spawn(service);
    const reason = await this.#whyNotReady(running);
    if (reason === undefined) {
      running.isReady = true;
      return;
    }
    await this.stop(service.name);
    throw this.#failure(service.name, reason);
  }

  async stop(name: string): Promise<void> {
    const running = this.#running.get(name);
    if (!running) return;
    running.isStopping = true;
    await stopProcess(running.pid, running.service.stopSignal ?? 'SIGTERM');
    this.#forget(running);
  }

  /** Stops and starts a service, also one that was given up. */
  async restart(name: string): Promise<void> {
    const service = this.#services.get(name);
    if (!service) return;
    await this.stop(name);
    await this.start(service);
  }

  /** Stops everything, last started first. */
  async stopAll(): Promise<void> {
    this.#isStopping = true;
    for (const name of [...this.#running.keys()].reverse()) await this.stop(name);
    this.#keeper?.stdin?.end();
    this.#keeper = undefined;
  }

  /** Ends everything by force, for somebody who presses Ctrl-C a second time. */
  killAll(): void {
    this.#isStopping = true;
    for (const { pid } of this.#running.values()) send(-pid, 'SIGKILL');
  }

  logFile(name: string): string {
    return join(this.#options.dataDir, 'logs', `${name}.log`);
  }

  async #whyNotReady({ service, child }: Running): Promise<string | undefined> {
    const end = Date.now() + (service.readyWithin ?? 60_000);
    while (!(await service.ready().catch(() => false))) {
      if (child.exitCode !== null || child.signalCode !== null) return 'ended at once';
      if (Date.now() > end) return 'did not become ready in time';
      await sleep(50);
    }
    return undefined;
  }

  #spawn(service: Service): Running {
    if (this.#isStopping)
      throw new ServiceFailed(service.name, 'is not started any more: we are stopping', '');
    const log = this.#openLog(service.name);
    const child = spawn(service.command, service.args, {
      cwd: root,
      env: service.env ?? process.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...(service.account && { uid: service.account.uid, gid: service.account.gid }),
    });
    closeSync(log);
    if (child.pid === undefined)
      throw new ServiceFailed(service.name, `cannot be run (${service.command})`, '');
    const running: Running = { service, child, pid: child.pid, isReady: false, isStopping: false };
    this.#running.set(service.name, running);
    this.#tellKeeper({ watch: child.pid, signal: service.stopSignal ?? 'SIGTERM' });
    this.#writeList();
    child.once('exit', () => void this.#onExit(running));
    return running;
  }

  async #onExit(running: Running): Promise<void> {
    if (running.isStopping || this.#isStopping || !running.isReady) return;
    const { name } = running.service;
    const how = running.child.signalCode ?? `code ${running.child.exitCode}`;
    this.#forget(running);
    const recent = (this.#deaths.get(name) ?? [])
      .filter((when) => when > Date.now() - 60_000)
      .concat(Date.now());
    this.#deaths.set(name, recent);
    if (recent.length > RESTARTS_PER_MINUTE) {
      this.#options.onGivenUp?.(this.#failure(name, `died ${recent.length} times within a minute (${how})`));
      return;
    }
    this.#options.onNews?.(`${name} died (${how}); starting it again`);
    await this.#startAgain(running, 250 * 2 ** (recent.length - 1));
  }

  async #startAgain({ service }: Running, pause: number): Promise<void> {
    await sleep(pause);
    if (this.#isStopping) return;
    try {
      await this.start(service);
      this.#options.onNews?.(`${service.name} is back`);
    } catch (error) {
      if (error instanceof ServiceFailed) this.#options.onGivenUp?.(error);
      else throw error;
    }
  }

  #failure(name: string, reason: string): ServiceFailed {
    return new ServiceFailed(name, reason, lastLines(this.logFile(name)));
  }

  #forget(running: Running): void {
    if (this.#running.get(running.service.name) === running) this.#running.delete(running.service.name);
    this.#tellKeeper({ forget: running.pid });
    this.#writeList();
  }

  #openLog(name: string): number {
    const path = this.logFile(name);
    mkdirSync(dirname(path), { recursive: true });
    // Appended to while we run, so that the reason of a death is not lost; begun anew by each start.
    if (!this.#deaths.has(name) && !this.#running.has(name) && existsSync(path))
      renameSync(path, `${path}.previous`);
    return openSync(path, 'a');
  }

  #tellKeeper(message: KeeperMessage): void {
    this.#keeper ??= startKeeper();
    this.#keeper.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  #writeList(): void {
    const running = [...this.#running.values()];
    writeProcessList(
      this.#options.dataDir,
      running.map(({ service, pid }) => ({
        name: service.name,
        pid,
        signal: service.stopSignal ?? 'SIGTERM',
      })),
    );
  }
}

/** The end of a log, for a person to read. */
export function lastLines(path: string, count = 20): string {
  if (!existsSync(path)) return '';
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count);
  return lines.map((line) => `    ${line}`).join('\n');
}

function startKeeper(): ChildProcess {
  const keeper = spawn(process.execPath, [join(root, 'tools/services/keeper.ts')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keeper.unref();
  keeper.stdin.on('error', () => {}); // a keeper that was killed cannot be told anything; we still stop our children ourselves
  return keeper;
}
