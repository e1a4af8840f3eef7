import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Account, mayRun } from './account.ts';
import { canUnpackDebianPackages, unpackDebianPackage, unpackedPackage } from './debian-package.ts';
import { onPath } from './on-path.ts';
import { shortHash } from './paths.ts';

export interface RedisProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly isContainer: boolean;
}

export interface RedisWish {
  readonly folder: string;
  readonly conf: string;
  readonly account: Account | undefined;
}

const INSTALL_IT =
  'Redis is needed and was not found. Install redis-server (Debian, Ubuntu: apt-get install redis-server; ' +
  'Fedora: dnf install valkey; macOS: brew install redis), or set REDIS_URL to a server of your own, or start Docker.';

/**
 * No npm package carries Redis. In this order: the one installed on the
 * machine (Valkey is as good), Debian's package unpacked into our cache, which
 * needs no root and changes nothing else, a container.
 */
export async function findRedis(wish: RedisWish, tell: (news: string) => void): Promise<RedisProgram> {
  const installed = installedRedis();
  if (installed) return { command: installed, args: [wish.conf], env: {}, isContainer: false };
  const unpacked = await unpackedRedis(wish, tell);
  if (unpacked) return unpacked;
  if (dockerRuns()) return redisContainer(wish);
  throw new Error(INSTALL_IT);
}

/** The machine's own Redis, or undefined. */
export const installedRedis = (): string | undefined => onPath('redis-server') ?? onPath('valkey-server');

/** How `npm start` would get Redis here, in words; undefined when it could not. */
export function redisSource(): string | undefined {
  if (installedRedis()) return installedRedis();
  if (unpackedPackage('redis-server'))
    return `Debian's package in ${unpackedPackage('redis-server')?.folder}`;
  if (canUnpackDebianPackages()) return "Debian's package, to be fetched at the first start";
  return dockerRuns() ? 'a Docker container' : undefined;
}

export { INSTALL_IT as installRedisAdvice };

async function unpackedRedis(
  wish: RedisWish,
  tell: (news: string) => void,
): Promise<RedisProgram | undefined> {
  if (!canUnpackDebianPackages()) return undefined;
  const { folder, env } =
    unpackedPackage('redis-server') ?? (await unpackDebianPackage('redis-server', tell));
  const command = join(folder, 'usr/bin/redis-server');
  const program = { command, args: [wish.conf], env, isContainer: false };
  if (mayRun(command, wish.account, env)) return program;
  throw new Error(`${command} does not run. Remove ${folder} and try again, or: ${INSTALL_IT}`);
}

const dockerRuns = (): boolean =>
  onPath('docker') !== undefined &&
  spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 5_000 }).status === 0;

/** Named after our data, and removed before it is started: `kill -9` leaves no second one behind. */
function redisContainer({ folder, conf, account }: RedisWish): RedisProgram {
  const name = `tradewind-redis-${shortHash(folder)}`;
  spawnSync('docker', ['rm', '--force', name], { stdio: 'ignore' });
  const user = account ? `${account.uid}:${account.gid}` : `${process.getuid?.()}:${process.getgid?.()}`;
  const args = [
    'run',
    '--rm',
    '--name',
    name,
    '--network',
    'host',
    '--user',
    user,
    '--volume',
    `${folder}:${folder}`,
  ];
  return {
    command: 'docker',
    args: [...args, 'redis:7-alpine', 'redis-server', conf],
    env: {},
    isContainer: true,
  };
}
