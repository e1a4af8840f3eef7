import {
  Global,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Database } from '@tradewind/database';
import { Config, readConfig } from './config/config.ts';
import { Mailer } from './mail/mailer.ts';
import { OutboxGauges } from './observability/outbox-gauges.ts';
import { stopTracing } from './observability/tracing.ts';
import { OutboxRelay } from './outbox/relay.ts';
import { Outbox } from './outbox/outbox.ts';
import { Scheduler } from './outbox/scheduler.ts';
import { TidyStoreProcessor } from './outbox/tidy-store.processor.ts';
import { JobRunner } from './queues/job-runner.ts';
import { Queues } from './queues/queues.ts';
import { AccessToken } from './security/access-token.ts';
import { MailLimiter } from './security/mail-limiter.ts';
import { openColdStorage, openStorage } from './storage/open-storage.ts';
import { ColdStorage, Storage } from './storage/storage.ts';

const openDatabase = (config: Config): Database =>
  new Database({
    url: config.DATABASE_URL,
    replicaUrls: config.REPLICA_URLS,
    poolSize: config.DATABASE_POOL_SIZE,
    maxLagMs: config.MAX_REPLICA_LAG_MS,
    maxWaitMs: config.DATABASE_MAX_WAIT_MS,
  });

/** The plumbing every module may ask for. */
@Global()
@Module({
  providers: [
    { provide: Config, useFactory: () => readConfig() },
    { provide: Database, inject: [Config], useFactory: openDatabase },
    Outbox,
    AccessToken,
    MailLimiter,
    { provide: Storage, inject: [Config], useFactory: openStorage },
    { provide: ColdStorage, inject: [Config], useFactory: openColdStorage },
  ],
  exports: [Config, Database, Outbox, AccessToken, MailLimiter, Storage, ColdStorage],
})
export class CoreModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(Database) private readonly db: Database) {}

  onApplicationBootstrap(): Promise<void> {
    return this.db.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.db.close(), stopTracing()]);
  }
}

/** What only the worker runs: the relay, the job runner and whatever talks to the mail server. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Queues, OutboxRelay, Scheduler, JobRunner, Mailer, TidyStoreProcessor, OutboxGauges],
  exports: [Mailer],
})
export class CoreWorkerModule {}
