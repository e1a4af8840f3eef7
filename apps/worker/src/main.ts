import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { createLogger, nestLogger, Queues, readConfig, startInternalServer } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { WorkerModule } from './worker.module.ts';

const config = readConfig();
const app = await NestFactory.createApplicationContext(WorkerModule, {
  logger: nestLogger(createLogger(config.LOG_LEVEL)),
});
app.enableShutdownHooks([], { useProcessExit: true });
const [db, queues] = [app.get(Database), app.get(Queues)];
const isReady = () => Promise.all([db.ping(), queues.ping()]);
await startInternalServer({ host: config.HOST, port: config.INTERNAL_PORT, isReady });
