import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import {
  createLogger,
  InternalServer,
  nestLogger,
  OutboxGauges,
  Queues,
  readConfig,
  startTracing,
} from '@tradewind/core';
import { Database } from '@tradewind/database';
import { WorkerModule } from './worker.module.ts';

const config = readConfig();
const internal = await InternalServer.start({ host: config.HOST, port: config.INTERNAL_PORT });
await startTracing('tradewind-worker', config);
const app = await NestFactory.createApplicationContext(WorkerModule, {
  logger: nestLogger(createLogger(config.LOG_LEVEL)),
});
app.enableShutdownHooks([], { useProcessExit: true });
const [db, queues] = [app.get(Database), app.get(Queues)];
internal.beforeScrape(() => app.get(OutboxGauges).refresh());
internal.whileReady(() => Promise.all([db.ping(), queues.ping()]));
