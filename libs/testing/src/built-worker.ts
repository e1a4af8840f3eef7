import { randomUUID } from 'node:crypto';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformFile } from '@swc/core';
import { z } from 'zod';
import { type ProcessOptions, root, TestProcess } from './child-process.ts';
import { freePortsAnywhere, isCompiled, outputOf } from './tools.ts';

/**
 * The worker as it is deployed, compiled from the sources of this moment into a folder of its own: a test of what
 * `kill -9` leaves needs real processes, and must not run what somebody built yesterday.
 */
export class BuiltWorker {
  private constructor(private readonly folder: string) {}

  static async build(): Promise<BuiltWorker> {
    const folder = mkdtempSync(join(tmpdir(), 'tradewind-worker-'));
    const sources = globSync(['libs/*/src/**/*.{ts,tsx}', 'apps/worker/src/**/*.ts'], { cwd: root });
    const needed = sources.filter((source) => isCompiled(source) && !source.startsWith('libs/testing/'));
    await Promise.all(needed.map((source) => compileInto(folder, source)));
    linkPackages(folder);
    return new BuiltWorker(folder);
  }

  /** Starts one, and returns when it is ready for work. */
  async start(env: NodeJS.ProcessEnv = {}): Promise<StartedWorker> {
    const started = await this.spawn(env);
    await started.ready();
    return started;
  }

  /** Starts one, and returns at once. */
  async spawn(env: NodeJS.ProcessEnv = {}): Promise<StartedWorker> {
    const { internal } = await freePortsAnywhere(['internal']);
    return new StartedWorker(internal, {
      args: [join(this.folder, 'apps/worker/dist/main.js')],
      env: { ...process.env, LOG_LEVEL: 'info', ...env, INTERNAL_PORT: String(internal) },
    });
  }

  /** Runs a module of this text beside the built libraries in a process of its own, and returns what it printed. */
  async evaluate(text: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const script = join(this.folder, `${randomUUID()}.mjs`);
    writeFileSync(script, text);
    const evaluated = new TestProcess({ args: [script], env: { ...process.env, ...env } });
    if ((await evaluated.exitCode()) !== 0) throw new Error(evaluated.output);
    return evaluated.output;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const Readiness = z.object({ reason: z.string().optional() });

/** A process that answers about itself. */
export class StartedWorker extends TestProcess {
  constructor(
    private readonly port: number,
    options: ProcessOptions,
  ) {
    super(options);
  }

  override ready(): Promise<void> {
    return super.ready(async () => {
      const reason = await this.reasonAgainst();
      if (reason !== undefined) throw new Error(`It is not ready (${reason}): ${this.output}`);
    });
  }

  /** Why it should get no work; undefined when it should. */
  async reasonAgainst(): Promise<string | undefined> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`);
    return Readiness.parse(await answer.json()).reason;
  }

  /** What Prometheus would read, one line for each figure. */
  async metrics(): Promise<string[]> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/metrics`);
    return (await answer.text()).split('\n').filter((line) => line && !line.startsWith('#'));
  }
}

async function compileInto(folder: string, source: string): Promise<void> {
  const { code } = await transformFile(join(root, source), {
    configFile: join(root, '.swcrc'),
    swcrc: false,
  });
  const output = join(folder, outputOf(source));
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, code);
}

/** Our own packages mean the folder, everybody else's the checkout's. */
function linkPackages(folder: string): void {
  for (const manifest of globSync(['libs/*/package.json', 'apps/worker/package.json'], { cwd: root })) {
    cpSync(join(root, manifest), join(folder, manifest));
  }
  const ours = join(folder, 'node_modules/@tradewind');
  mkdirSync(ours, { recursive: true });
  for (const name of globSync('*', { cwd: join(root, 'libs') }))
    symlinkSync(join(folder, 'libs', name), join(ours, name));
  const theirs = globSync(['*', '.prisma'], { cwd: join(root, 'node_modules') });
  for (const name of theirs.filter((entry) => entry !== '@tradewind'))
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
}
