import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { findRedis } from './find-redis.ts';
import type { Supervisor } from './supervisor.ts';

export interface RedisOptions {
  readonly home: string;
  readonly account: Account | undefined;
  readonly password: string;
  readonly port: number;
}

/** Boots Redis with a queue's settings: nothing is evicted, at most a second of writes is lost. */
export async function startRedis(
  supervisor: Supervisor,
  options: RedisOptions,
  tell: (news: string) => void,
): Promise<void> {
  const folder = join(options.home, 'redis');
  mkdirSync(folder, { recursive: true });
  const conf = join(folder, 'redis.conf');
  const program = await findRedis({ ...options, folder, conf }, tell);
  writeFileSync(conf, redisConf(folder, options), { mode: 0o600 });
  chmodSync(folder, 0o700);
  if (options.account)
    for (const path of [folder, conf]) chownSync(path, options.account.uid, options.account.gid);
  await supervisor.start({
    name: 'redis',
    command: program.command,
    args: program.args,
    env: { ...process.env, ...program.env },
    account: program.isContainer ? undefined : options.account,
    ready: () => answers(options),
  });
}

const redisConf = (folder: string, { port, password }: RedisOptions): string => `\
# Written by tools/services/redis.ts at every start.
bind 127.0.0.1
port ${port}
requirepass ${password}
dir ${JSON.stringify(folder)}
maxmemory 512mb
maxmemory-policy noeviction
appendonly yes
appendfsync everysec
save ""
`;

/** It accepts connections before it has read its data: only PONG means ready. */
function answers({ port, password }: RedisOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let answer = '';
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\nQUIT\r\n`));
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('error', () => {}); // "close" follows
    socket.on('close', () => resolve(answer.includes('+PONG')));
  });
}
