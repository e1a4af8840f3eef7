import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { shortHash } from './paths.ts';

/** The operating system's user that PostgreSQL and Redis run as, when it is not ourselves. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, and rightly. Started by root, the services
 * run as somebody who owns nothing else; started by anybody else, as themselves.
 */
export function serviceAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = numericId('-u', name);
    const gid = numericId('-g', name);
    if (uid !== undefined && gid !== undefined) return { name, uid, gid };
  }
  throw new Error(
    'Started by root, but the machine has no user "postgres" or "nobody" to run PostgreSQL as. Add one.',
  );
}

/**
 * A folder that the account owns and can reach. A checkout below /root is
 * closed to everybody else: then the folder lies in /var/lib instead.
 */
export function serviceHome(dataDir: string, account: Account | undefined): string {
  const [inside, outside] = serviceHomes(dataDir);
  if (!account) return makeOwn(inside, undefined);
  makeOwn(inside, account);
  return mayEnter(inside, account) ? inside : makeOwn(outside, account);
}

/** Both places where the services' data of a data folder may lie. */
export const serviceHomes = (dataDir: string): readonly [inside: string, outside: string] => [
  join(dataDir, 'services'),
  join('/var/lib/tradewind', shortHash(dataDir)),
];

/** Whether the account can run this program where it lies. */
export function mayRun(program: string, account: Account | undefined, env: NodeJS.ProcessEnv = {}): boolean {
  const who = account && { uid: account.uid, gid: account.gid };
  return (
    spawnSync(program, ['--version'], { stdio: 'ignore', env: { ...process.env, ...env }, ...who }).status ===
    0
  );
}

function mayEnter(folder: string, account: Account): boolean {
  const { uid, gid } = account;
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], { uid, gid, stdio: 'ignore' })
      .status === 0
  );
}

function makeOwn(folder: string, account: Account | undefined): string {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

function numericId(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return undefined; // `id` exits with 1 when there is no such user
  }
}
