import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { eventually } from './eventually.ts';

/** The checkout. */
export const root = resolve(import.meta.dirname, '../../..');

export interface ProcessOptions {
  /** Node, unless it is something else. */
  command?: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
}

/** A real process, to be stopped, killed and waited for. */
export class TestProcess {
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;
  /** What it wrote, to tell why it failed. */
  output = '';

  constructor({ command = process.execPath, args, env = process.env }: ProcessOptions) {
    this.child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = once(this.child, 'exit');
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
  }

  /** Waits until `isReady` no longer throws. */
  async ready(isReady: () => Promise<void>): Promise<void> {
    await eventually(() => (this.hasEnded ? undefined : isReady()), 60_000);
    if (this.hasEnded) throw new Error(`The process has ended:\n${this.output}`);
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Sends a signal and returns at once. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits for its end and returns its exit code: null when a signal ended it. */
  async exitCode(): Promise<number | null> {
    if (!this.hasEnded) await this.exited;
    return this.child.exitCode;
  }

  /** Asks it to stop, as a deployment does, and returns its exit code. */
  stop(): Promise<number | null> {
    this.signal('SIGTERM');
    return this.exitCode();
  }

  /** As a power cut would: nothing of it runs any more, and nothing was tidied up. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exitCode();
  }
}
