import 'reflect-metadata';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CatalogWorkerModule } from '@tradewind/catalog';
import { CoreModule, type JobHandler, Mailer, RunningJob } from '@tradewind/core';
import { beyondReplicas, runInScope } from '@tradewind/database';
import { type JobName, jobs } from '@tradewind/jobs';
import { OrdersModule, OrdersWorkerModule } from '@tradewind/orders';
import { PaymentsModule, PaymentsWorkerModule } from '@tradewind/payments';
import { StoreMailer, StoresModule } from '@tradewind/stores';
import { UsersModule, UsersWorkerModule } from '@tradewind/users';
import { z } from 'zod';
import type { TestStore } from './a-store.ts';
import { asOwner } from './owner.ts';
import { replicaCaughtUp } from './replay.ts';

const Classes = z.array(z.custom<Type<JobHandler<JobName>>>((value) => typeof value === 'function'));
/** The worker's own, of which this is to be the worker without the queue. */
const providers = [OrdersWorkerModule, PaymentsWorkerModule, CatalogWorkerModule, UsersWorkerModule].flatMap(
  (module) => Classes.parse(Reflect.getMetadata('providers', module)),
);

@Module({
  imports: [CoreModule, StoresModule, UsersModule, OrdersModule, PaymentsModule],
  providers: [...providers, Mailer, StoreMailer],
})
class TestJobsModule {}

/**
 * Runs a store's jobs when a test says so, by the worker's own handlers, without Redis and for no other store: a
 * test may use it beside all others, and look at what is between two jobs.
 */
export class TestJobs {
  private constructor(private readonly app: INestApplicationContext) {}

  static async start(): Promise<TestJobs> {
    return new TestJobs(await NestFactory.createApplicationContext(TestJobsModule, { logger: false }));
  }

  /** All of this name that were asked for and are not done, due or not; a replica knows what they did. Answers how many. */
  async run({ id: storeId }: TestStore, name: JobName): Promise<number> {
    const rows = await asOwner<{ id: string; payload: unknown }>(
      storeId,
      'SELECT id, payload FROM outbox WHERE store_id = $1 AND job = $2 AND done_at IS NULL ORDER BY created_at',
      [storeId, name],
    );
    const handler = this.handlerOf(name);
    for (const { id, payload } of rows) {
      await runInScope({ storeId, readAfter: beyondReplicas }, () =>
        handler.handle(jobs[name].payload.parse(payload), new RunningJob(id)),
      );
    }
    await replicaCaughtUp();
    return rows.length;
  }

  close(): Promise<void> {
    return this.app.close();
  }

  private handlerOf(name: JobName): JobHandler<JobName> {
    const handler = providers.find((provider) => markOf(provider)?.name === name);
    if (!handler) throw new Error(`No handler of ${name} is known here.`);
    return this.app.get(handler);
  }
}

const Mark = z.object({ name: z.string() });
const markOf = (provider: Type): z.infer<typeof Mark> | undefined =>
  Mark.safeParse(Reflect.getMetadata('tradewind:job', provider)).data;
