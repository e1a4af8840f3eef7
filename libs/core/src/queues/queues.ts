import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type JobName, jobNames } from '@tradewind/jobs';
import type { Redis } from 'ioredis';
import { type DefaultJobOptions, Queue, type QueueOptions } from 'bullmq';
import { z } from 'zod';
import { Config } from '../config/config.ts';
import { openRedis } from './redis.ts';

/**
 * What travels through Redis: which outbox row, whose, and the payload. During an upgrade the other version reads it
 * too: what is new has a default, and what is newer is left aside.
 */
export const OutboxJob = z.object({
  outboxId: z.uuid(),
  storeId: z.uuid(),
  attempt: z.number().default(1),
  requestId: z.string().nullable(),
  traceparent: z.string().nullable().default(null),
  payload: z.unknown(),
});
export type OutboxJob = z.infer<typeof OutboxJob>;

const eachJob: DefaultJobOptions = {
  // One try. For another one the outbox row becomes due again, later: retries survive Redis and take no room in it.
  attempts: 1,
  // The outbox row remembers what was done; Redis keeps a little for the eye.
  removeOnComplete: { count: 100 },
  // A failed job that stayed would swallow its own republication, which has the same id.
  removeOnFail: true,
};

export function redisConnection(url: string): QueueOptions['connection'] {
  const { hostname, port, username, password, protocol, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 6379),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
    ...(pathname.length > 1 && { db: Number(pathname.slice(1)) }),
  };
}

/** A row is in its queue once, however often it is published. */
export const jobIdOf = ({ storeId, id }: { storeId: string; id: string }): string => `${storeId}.${id}`;

/** One BullMQ queue per job. Only the relay adds to them. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  /** For what the relay keeps beside the queues. */
  readonly redis: Redis;
  private readonly queues: Map<JobName, Queue<OutboxJob>>;

  constructor(@Inject(Config) config: Config) {
    this.redis = openRedis(config.REDIS_URL);
    // Refused or given up, not waited for: a relay that hung in here would hold the rows it has locked.
    const connection = {
      ...redisConnection(config.REDIS_URL),
      enableOfflineQueue: false,
      commandTimeout: 5_000,
    };
    this.queues = new Map(
      jobNames.map((name) => [name, new Queue<OutboxJob>(name, { connection, defaultJobOptions: eachJob })]),
    );
    for (const queue of this.queues.values()) queue.on('error', () => undefined);
  }

  of(name: JobName): Queue<OutboxJob> {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`There is no queue for ${name}.`);
    return queue;
  }

  /** Those of the rows that have no job in Redis. */
  async withoutJob<Row extends { id: string; storeId: string; job: JobName }>(rows: Row[]): Promise<Row[]> {
    const questions = rows.map((row) => ['exists', this.of(row.job).toKey(jobIdOf(row))]);
    const answers = (await this.redis.pipeline(questions).exec()) ?? [];
    for (const [error] of answers) if (error) throw error;
    return rows.filter((_row, n) => answers[n]?.[1] === 0);
  }

  /** Throws when Redis cannot be reached, or might throw jobs away to make room. For readiness probes. */
  async ping(): Promise<void> {
    const [, policy] = /^maxmemory_policy:(.+?)\r?$/m.exec(await this.redis.info('memory')) ?? [];
    if (policy !== undefined && policy !== 'noeviction')
      throw new Error(
        `Redis would throw jobs away: its maxmemory-policy is ${policy}. Set it to noeviction.`,
      );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.redis.disconnect();
  }
}
