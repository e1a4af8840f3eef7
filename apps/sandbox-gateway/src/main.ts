import { configFrom } from './config.ts';
import { buildServer } from './server.ts';

const config = configFrom(process.env);
const app = await buildServer(config);
await app.listen({ host: config.host, port: config.port });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close().then(() => process.exit(0)));
}
