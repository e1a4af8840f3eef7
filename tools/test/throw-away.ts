import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceHomes } from '../services/account.ts';
import { applyMigrations } from '../services/apply-migrations.ts';
import { mailbox, sandbox } from '../services/apps.ts';
import { bootDataStores } from '../services/boot-services.ts';
import { bootSystem } from '../services/boot-system.ts';
import { portNames, systemEnvironment } from '../services/environment.ts';
import { lockHolder, tryLock } from '../services/lock.mjs';
import { freePortsAnywhere } from '../services/ports.ts';
import type { Stoppable } from '../services/exit.ts';
import { secretsOf } from '../services/secrets.ts';
import type { Steps } from '../services/steps.ts';
import { stopLeftovers } from '../services/process-list.ts';
import { Supervisor } from '../services/supervisor.ts';
import { reportsDir } from './reports.ts';

const PREFIX = 'tradewind-test-';

/** A system of its own on free ports, with data that is removed when it stops. */
export interface ThrowAway {
  readonly environment: Record<string, string>;
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/** What the integration tests need: the databases, migrated; the mailbox; the sandbox. No application. */
export async function throwAwayServices(steps: Steps, name: string): Promise<ThrowAway> {
  const { dataDir, supervisor, stop } = throwAwayFolder(name);
  const ports = await freePortsAnywhere(portNames);
  try {
    const stores = await bootDataStores({
      supervisor,
      dataDir,
      ports,
      throwAway: true,
      tell: (news) => steps.say(`  ${news}`),
    });
    const parts = { stores, ports, secrets: secretsOf(dataDir), dataDir, mode: 'test' } as const;
    const environment = systemEnvironment(parts);
    await applyMigrations(environment);
    await supervisor.start(mailbox(environment, ports));
    await supervisor.start(sandbox(environment, ports));
    return { environment, baseUrl: '', stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The whole system, built and seeded, as `npm start` boots it. */
export async function throwAwaySystem(steps: Steps, built: Promise<void>): Promise<ThrowAway> {
  const { dataDir, supervisor, stop } = throwAwayFolder('e2e');
  const ports = await freePortsAnywhere(portNames);
  try {
    const options = {
      supervisor,
      steps,
      dataDir,
      ports,
      mode: 'serve',
      own: {},
      throwAway: true,
      built,
    } as const;
    const { environment } = await bootSystem(options);
    return { environment, baseUrl: `http://localhost:${ports.storefront}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What tests that were killed left behind: their processes and their data. */
export async function sweepThrowAways(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dataDir = join(tmpdir(), name);
    if (lockHolder(join(dataDir, 'lock')) !== undefined) continue;
    await remove(dataDir).catch(() => {}); // another user's: theirs to remove
  }
}

const running = new Map<Supervisor, () => Promise<void>>();

/** Everything that runs for the tests, for whoever must stop it at once. */
export const throwAways: Stoppable = {
  async stopAll() {
    await Promise.all([...running.values()].map((stop) => stop()));
  },
  killAll() {
    for (const supervisor of running.keys()) supervisor.killAll();
  },
};

function throwAwayFolder(name: string) {
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${name}-`));
  chmodSync(dataDir, 0o711); // started by root, the services run as somebody who must get through
  tryLock(join(dataDir, 'lock'));
  const supervisor = new Supervisor({ dataDir });
  const stop = async (): Promise<void> => {
    await supervisor.stopAll();
    running.delete(supervisor);
    keepLogs(dataDir, name);
    await remove(dataDir);
  };
  running.set(supervisor, stop);
  return { dataDir, supervisor, stop };
}

function keepLogs(dataDir: string, name: string): void {
  const logs = join(dataDir, 'logs');
  if (existsSync(logs)) cpSync(logs, join(reportsDir, 'logs', name), { recursive: true });
}

async function remove(dataDir: string): Promise<void> {
  await stopLeftovers(dataDir);
  for (const home of [...serviceHomes(dataDir), dataDir]) rmSync(home, { recursive: true, force: true });
}
