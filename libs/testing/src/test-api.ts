import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { CatalogApiModule } from '@tradewind/catalog';
import { CoreModule, createApi, readConfig } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { OrdersApiModule } from '@tradewind/orders';
import { PaymentsApiModule } from '@tradewind/payments';
import { StoresApiModule } from '@tradewind/stores';
import { UsersApiModule } from '@tradewind/users';
import { Agent } from 'undici';
import { HttpClient } from './http-client.ts';

@Module({
  imports: [
    CoreModule,
    StoresApiModule,
    UsersApiModule,
    CatalogApiModule,
    PaymentsApiModule,
    OrdersApiModule,
  ],
})
class TestApiModule {}

/** The whole API on a free port, in this process: the same pipeline, hooks and filters as in production. */
export class TestApi {
  private readonly agent = new Agent({ connections: 256, pipelining: 1 });

  private constructor(
    readonly origin: string,
    readonly db: Database,
    private readonly stop: () => Promise<void>,
  ) {}

  static async start(overrides: NodeJS.ProcessEnv = {}): Promise<TestApi> {
    // The machine that runs the tests is busy with other tests: patience here is not what is tested.
    Object.assign(
      process.env,
      { LOG_LEVEL: 'silent', DATABASE_MAX_WAIT_MS: '20000', ORDERS_PER_CLIENT: '0' },
      overrides,
    );
    const app = await createApi(TestApiModule, readConfig());
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new TestApi(`http://127.0.0.1:${port}`, app.get(Database), () => app.close());
  }

  /** Somebody new, without cookies. All of them share warm connections, so that races are real. */
  visitor(store: { host: string }): HttpClient {
    return new HttpClient(this.origin, store.host, this.agent);
  }

  async close(): Promise<void> {
    await this.agent.close();
    await this.stop();
  }
}
