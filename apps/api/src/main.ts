import 'reflect-metadata';
import { createApi, readConfig, startInternalServer } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { AppModule } from './app.module.ts';

const config = readConfig();
const app = await createApi(AppModule, config);
const db = app.get(Database);
await app.listen(config.PORT, config.HOST);
await startInternalServer({ host: config.HOST, port: config.INTERNAL_PORT, isReady: () => db.ping() });
