import { mkdirSync } from 'node:fs';
import { serviceAccount, serviceHome } from './account.ts';
import { startPostgres } from './postgres.ts';
import { databaseName } from './postgres-roles.ts';
import { startRedis } from './redis.ts';
import { secretsOf } from './secrets.ts';
import type { Supervisor } from './supervisor.ts';

export interface BootOptions {
  readonly supervisor: Supervisor;
  readonly dataDir: string;
  readonly ports: { readonly primary: number; readonly replica: number; readonly redis: number };
  readonly throwAway: boolean;
  /** Servers that a person brings; what is missing is booted. */
  readonly own?: OwnServers;
  readonly tell: (news: string) => void;
}

/** Where the databases are: exactly what a person sets who brings servers of their own. */
export interface DataStores {
  /** As the owner, who migrates. */
  readonly ownerUrl: string;
  readonly replicaOwnerUrls: readonly string[];
  readonly redisUrl: string;
}

export interface OwnServers {
  readonly database?: Pick<DataStores, 'ownerUrl' | 'replicaOwnerUrls'>;
  readonly redisUrl?: string;
}

/** The servers that the environment names. */
export function ownServers(): OwnServers {
  const { DATABASE_URL, REPLICA_URLS = '', REDIS_URL } = process.env;
  return {
    ...(DATABASE_URL && {
      database: { ownerUrl: DATABASE_URL, replicaOwnerUrls: REPLICA_URLS.split(',').filter(Boolean) },
    }),
    ...(REDIS_URL && { redisUrl: REDIS_URL }),
  };
}

/** Boots PostgreSQL, primary and replica, and Redis. */
export async function bootDataStores(options: BootOptions): Promise<DataStores> {
  mkdirSync(options.dataDir, { recursive: true });
  const [database, redisUrl] = await Promise.all([
    options.own?.database ?? bootPostgres(options),
    options.own?.redisUrl ?? bootRedis(options),
  ]);
  return { ...database, redisUrl };
}

async function bootPostgres({ supervisor, dataDir, ports, throwAway }: BootOptions) {
  const account = serviceAccount();
  const secrets = secretsOf(dataDir);
  await startPostgres(supervisor, {
    home: serviceHome(dataDir, account),
    account,
    secrets,
    ports,
    throwAway,
  });
  const url = (port: number): string =>
    `postgresql://tradewind_owner:${secrets.ownerPassword}@127.0.0.1:${port}/${databaseName}`;
  return { ownerUrl: url(ports.primary), replicaOwnerUrls: [url(ports.replica)] };
}

async function bootRedis({ supervisor, dataDir, ports, tell }: BootOptions): Promise<string> {
  const account = serviceAccount();
  const password = secretsOf(dataDir).redisPassword;
  await startRedis(
    supervisor,
    { home: serviceHome(dataDir, account), account, password, port: ports.redis },
    tell,
  );
  return `redis://:${password}@127.0.0.1:${ports.redis}`;
}
