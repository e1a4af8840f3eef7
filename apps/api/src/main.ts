import 'reflect-metadata';
import { createApi, InternalServer, readConfig } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { AppModule } from './app.module.ts';

const config = readConfig();
const internal = await InternalServer.start({ host: config.HOST, port: config.INTERNAL_PORT });
const app = await createApi(AppModule, config);
const db = app.get(Database);
await app.listen(config.PORT, config.HOST);
internal.whileReady(() => db.ping());
