import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceHomes } from './account.ts';
import { bootSystem } from './boot-system.ts';
import { ownServers } from './boot-services.ts';
import { usualPorts } from './environment.ts';
import { stopOnSignals } from './exit.ts';
import { type Lock, tryLock } from './lock.mjs';
import { dataDir } from './paths.ts';
import { freePorts } from './ports.ts';
import { bold, dim, red, secondsSince, Steps } from './steps.ts';
import { stopLeftovers } from './process-list.ts';
import { Supervisor } from './supervisor.ts';
import { welcome } from './welcome.ts';

export interface ShopOptions {
  readonly mode: 'serve' | 'watch';
  readonly fresh: boolean;
  /** Called when everything runs. */
  readonly onReady?: (supervisor: Supervisor) => void;
}

/** What `--fresh` keeps: not data of the shop. */
const KEPT = new Set([
  'install.lock',
  'build.lock',
  'build-stamp',
  'prisma-client-stamp',
  'lock',
  'dev-services',
  'dev.env',
]);

/** Boots the system on this checkout's data, says where everything is, and runs until it is told to stop. */
export async function runShop({ mode, fresh, onReady }: ShopOptions): Promise<void> {
  const beganAt = Number(process.env.TRADEWIND_BEGAN_AT ?? Date.now());
  const lock = takeLock();
  const steps = new Steps();
  const supervisor = new Supervisor({
    dataDir,
    onNews: (news) => steps.say(`  ${news}`),
    onGivenUp: (error) => {
      steps.say(red(error.message));
      if (mode === 'serve') void exit.stop(1);
      else steps.say('  It starts again when a file changes.');
    },
  });
  const exit = stopOnSignals(supervisor, lock, () => {
    steps.end();
    console.log('\nStopping.');
  });

  try {
    if (fresh) await steps.run('begin anew', forgetEverything);
    const isFirst = !existsSync(firstStartFile());
    const ports = await freePorts(usualPorts);
    const system = await bootSystem({
      supervisor,
      steps,
      dataDir,
      ports,
      mode,
      own: ownServers(),
      throwAway: false,
    });
    steps.end();
    console.log(welcome(system));
    console.log(howLong(beganAt, isFirst));
    onReady?.(supervisor);
  } catch (error) {
    if (exit.isStopping) return; // of course something failed: we are taking it apart
    steps.end();
    console.error(`\n${red(error instanceof Error ? error.message : String(error))}\n`);
    console.error(`The logs are in ${join(dataDir, 'logs')}; npm run doctor looks for what is wrong.`);
    await exit.stop(1);
  }
}

function takeLock(): Lock {
  const lock = tryLock(join(dataDir, 'lock'));
  if ('release' in lock) return lock;
  console.error(
    `The shop runs already, as process ${lock.heldBy}. Stop it first (Ctrl-C there, or: kill ${lock.heldBy}).`,
  );
  process.exit(1);
}

/** A database that somebody brought is theirs: nothing of it is dropped. */
async function forgetEverything(news: (text: string) => void): Promise<void> {
  await stopLeftovers(dataDir);
  for (const entry of readdirSync(dataDir)) {
    if (!KEPT.has(entry)) rmSync(join(dataDir, entry), { recursive: true, force: true });
  }
  for (const home of serviceHomes(dataDir)) rmSync(home, { recursive: true, force: true });
  if (process.env.DATABASE_URL) news('the database of DATABASE_URL stays as it is');
}

const firstStartFile = (): string => join(dataDir, 'first-start.json');

function howLong(beganAt: number, isFirst: boolean): string {
  const seconds = secondsSince(beganAt);
  const installed = process.env.TRADEWIND_INSTALL_MS;
  const inInstall = installed ? `, ${(Number(installed) / 1000).toFixed(0)} s of them to install` : '';
  if (isFirst) {
    writeFileSync(firstStartFile(), JSON.stringify({ seconds }));
    return `${bold(`The first start took ${seconds} s`)}${inInstall}. Ctrl-C stops everything.`;
  }
  const first = JSON.parse(readFileSync(firstStartFile(), 'utf8')) as { seconds: number };
  return `${bold(`This start took ${seconds} s`)}${inInstall} ${dim(`(the first one here ${first.seconds} s)`)}. Ctrl-C stops everything.`;
}
