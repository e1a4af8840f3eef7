import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { api, mailbox, sandbox, storefront, worker } from './apps.ts';
import { applyMigrations } from './apply-migrations.ts';
import { bootDataStores, type OwnServers } from './boot-services.ts';
import { build } from './build.ts';
import { childEnvironment, type Ports, systemEnvironment, usesSandbox } from './environment.ts';
import { run } from './run.ts';
import { secretsOf } from './secrets.ts';
import type { Steps } from './steps.ts';
import { stopLeftovers } from './process-list.ts';
import type { Supervisor } from './supervisor.ts';

export interface SystemOptions {
  readonly supervisor: Supervisor;
  readonly steps: Steps;
  readonly dataDir: string;
  readonly ports: Ports;
  /** `serve` what was built, as in production; `watch` the sources. */
  readonly mode: 'serve' | 'watch';
  /** A person's own servers are used as they are; what is missing is booted. */
  readonly own: OwnServers;
  /** A build that runs already; without it one is made. */
  readonly built?: Promise<void>;
  /** For tests: data that nobody will miss. */
  readonly throwAway: boolean;
}

export interface System {
  readonly ports: Ports;
  /** What every process of the system finds in its environment. */
  readonly environment: Record<string, string>;
}

/**
 * Boots the whole system: databases, mailbox, payment sandbox, API, worker and
 * storefront, migrated, seeded and built. What does not need the other runs at
 * the same time.
 */
export async function bootSystem(options: SystemOptions): Promise<System> {
  const { steps, supervisor, ports } = options;
  await stopLeftovers(options.dataDir);
  const [system] = await Promise.all([prepareData(options), options.built ?? build(steps, options.mode)]);
  await steps.run('start API and worker', () =>
    Promise.all([supervisor.start(api(system, ports)), supervisor.start(worker(system, ports))]),
  );
  await steps.run('start the storefront', () =>
    supervisor.start(storefront(system, ports, options.mode === 'watch' ? 'dev' : 'start')),
  );
  return { ports, environment: system };
}

async function prepareData(options: SystemOptions): Promise<Record<string, string>> {
  const { steps, supervisor, dataDir, ports } = options;
  const stores = await steps.run('start PostgreSQL and Redis', (tell) =>
    bootDataStores({ ...options, tell }),
  );
  const environment = systemEnvironment({
    stores,
    ports,
    secrets: secretsOf(dataDir),
    dataDir,
    mode: options.mode === 'watch' ? 'development' : 'production',
  });
  writeEnvironment(dataDir, environment);
  await Promise.all([
    migrateAndSeed(options, environment),
    steps.run('start mailbox and payment sandbox', async () => {
      if (!process.env.SMTP_URL) await supervisor.start(mailbox(environment, ports));
      if (usesSandbox()) await supervisor.start(sandbox(environment, ports));
    }),
  ]);
  return environment;
}

async function migrateAndSeed(
  { steps, throwAway }: SystemOptions,
  environment: Record<string, string>,
): Promise<void> {
  await steps.run('migrate', (news) => applyMigrations(environment, news));
  // For tests enough to fill the first pages; drawing all of them takes longer than the tests.
  const seeding = throwAway ? { ...environment, SEED_PICTURES: '48' } : environment;
  await steps.run('seed', (news) => runTool('tools/seed.ts', seeding, news));
}

async function runTool(
  script: string,
  system: Record<string, string>,
  news: (text: string) => void,
): Promise<void> {
  const tellLastLine = (text: string): void => news(text.trimEnd().split('\n').at(-1)?.trim() ?? '');
  const args = ['--disable-warning=ExperimentalWarning', script];
  await run(process.execPath, args, { env: childEnvironment(system), onOutput: tellLastLine });
}

/** For a shell beside the running system: `set -a; source .data/env; psql $DATABASE_OWNER_URL`. */
function writeEnvironment(dataDir: string, environment: Record<string, string>): void {
  const lines = Object.entries(environment).map(([name, value]) => `${name}='${value}'\n`);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'env'), lines.join(''), { mode: 0o600 });
}
