import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { createLogger, nestLogger, readConfig, startInternalServer } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { WorkerModule } from './worker.module.ts';

const config = readConfig();
const app = await NestFactory.createApplicationContext(WorkerModule, {
  logger: nestLogger(createLogger(config.LOG_LEVEL)),
});
app.enableShutdownHooks();
const db = app.get(Database);
await startInternalServer({ host: config.HOST, port: config.INTERNAL_PORT, isReady: () => db.ping() });
