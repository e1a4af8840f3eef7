import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { Database } from '@tradewind/database';
import { schedules } from '@tradewind/jobs';

const lookEveryMs = 20_000;

/**
 * Writes an outbox row for each store and period of each schedule. Every worker tries, and the unique key of store,
 * job and period lets one of them: a scheduled job runs once however many workers there are, also when Redis was lost.
 * Rows are due at a random moment of the first half of their period, so that not all stores are served at once.
 */
@Injectable()
export class Scheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Scheduler');
  private readonly written = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly db: Database) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.writeDue(), lookEveryMs).unref();
    void this.writeDue();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async writeDue(): Promise<void> {
    for (const { job, everyMinutes } of schedules) {
      const period = Math.floor(Date.now() / 60_000 / everyMinutes);
      if (this.written.get(job) === period) continue;
      try {
        await this.write(job, everyMinutes, period);
        this.written.set(job, period);
      } catch (error) {
        // The database is away: the next look tries again.
        this.logger.warn({ err: error, job }, 'A schedule could not be written');
      }
    }
  }

  private write(job: string, everyMinutes: number, period: number): Promise<number> {
    return this.db.writeSql(
      (tx) => tx.$executeRaw`
        INSERT INTO outbox (id, store_id, job, payload, due_at, dedupe_key)
        SELECT gen_random_uuid(), id, ${job}, '{}', now() + random() * make_interval(secs => ${everyMinutes * 30}),
               ${`period ${period}`}
        FROM stores ON CONFLICT (store_id, job, dedupe_key) DO NOTHING`,
    );
  }
}
