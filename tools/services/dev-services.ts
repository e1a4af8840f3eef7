/**
 * Boots what the applications need and nothing of them: PostgreSQL with its
 * replica, Redis, the mailbox and the payment sandbox. For whoever wants to run
 * one application, or one test, by hand:
 *
 *     node_modules/.bin/node tools/services/dev-services.ts &
 *     set -a; source .data/dev.env; set +a
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasPart, mailbox, sandbox } from './apps.ts';
import { bootDataStores } from './boot-services.ts';
import { systemEnvironment, usualPorts } from './environment.ts';
import { stopOnSignals } from './exit.ts';
import { tryLock } from './lock.mjs';
import { dataDir as mainDataDir } from './paths.ts';
import { freePorts } from './ports.ts';
import { secretsOf } from './secrets.ts';
import { stopLeftovers } from './process-list.ts';
import { Supervisor } from './supervisor.ts';

const dataDir = join(mainDataDir, 'dev-services');
const envFile = join(mainDataDir, 'dev.env');
const tell = (news: string): void => console.log(`  ${news}`);

const lock = tryLock(join(dataDir, 'lock'));
if ('heldBy' in lock) {
  console.error(`The services run already, as process ${lock.heldBy}; how to reach them is in ${envFile}`);
  process.exit(1);
}
await stopLeftovers(dataDir);
const supervisor = new Supervisor({
  dataDir,
  onNews: tell,
  onGivenUp: (error) => console.error(error.message),
});
stopOnSignals(supervisor, lock);

const ports = await freePorts(usualPorts);
const stores = await bootDataStores({ supervisor, dataDir, ports, throwAway: false, tell });
const system = systemEnvironment({
  stores,
  ports,
  secrets: secretsOf(dataDir),
  dataDir,
  mode: 'development',
});
mkdirSync(mainDataDir, { recursive: true });
writeFileSync(
  envFile,
  Object.entries(system)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join(''),
  { mode: 0o600 },
);
if (hasPart('tools/mailbox/main.ts')) await supervisor.start(mailbox(system, ports));
if (hasPart('apps/sandbox-gateway/src/main.ts')) await supervisor.start(sandbox(system, ports));
console.log(`Ready. How to reach them is in ${envFile}; Ctrl-C stops them.`);
