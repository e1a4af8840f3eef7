import { once } from 'node:events';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config, openRedis } from '@tradewind/core';
import { jobNames, jobs } from '@tradewind/jobs';
import { Queue } from 'bullmq';

interface Opened {
  adapters: BullMQAdapter[];
  close: () => Promise<void>;
}

/** The queues as the board reads them: over one connection, opened when somebody looks for the first time. */
@Injectable()
export class ShownQueues implements OnApplicationShutdown {
  private opened: Promise<Opened> | undefined;

  constructor(@Inject(Config) private readonly config: Config) {}

  async adapters(): Promise<BullMQAdapter[]> {
    this.opened ??= this.open();
    try {
      return (await this.opened).adapters;
    } catch (error) {
      // Whoever looks next tries again.
      this.opened = undefined;
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.opened?.then(({ close }) => close()).catch(() => undefined);
  }

  private async open(): Promise<Opened> {
    const redis = openRedis(this.config.REDIS_URL);
    try {
      await once(redis, 'ready', { signal: AbortSignal.timeout(2_000) });
    } catch (error) {
      redis.disconnect();
      throw error;
    }
    // Whoever only looks writes nothing, not even that it was there.
    const queues = jobNames.map((name) => new Queue(name, { connection: redis, skipMetasUpdate: true }));
    for (const queue of queues) queue.on('error', () => undefined);
    const close = async () => {
      await Promise.all(queues.map((queue) => queue.close()));
      redis.disconnect();
    };
    return { adapters: queues.map(shown), close };
  }
}

/** The outbox is the authority: what is to run again is said there, by `npm run jobs`. */
function shown(queue: Queue): BullMQAdapter {
  const lane = jobs[jobNames.find((name) => name === queue.name) ?? 'settle-order'].lane;
  return new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false, description: `lane: ${lane}` });
}
