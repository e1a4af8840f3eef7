import 'reflect-metadata';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CatalogWorkerModule } from '@tradewind/catalog';
import { CoreModule, CoreWorkerModule } from '@tradewind/core';
import { OrdersWorkerModule } from '@tradewind/orders';
import { PaymentsWorkerModule } from '@tradewind/payments';
import { StoresModule } from '@tradewind/stores';
import { UsersWorkerModule } from '@tradewind/users';

@Module({
  imports: [
    CoreModule,
    CoreWorkerModule,
    StoresModule,
    UsersWorkerModule,
    CatalogWorkerModule,
    PaymentsWorkerModule,
    OrdersWorkerModule,
  ],
})
class TestWorkerModule {}

/** The whole worker in this process. It takes every store's jobs: start it in a world of its own. */
export class TestWorker {
  private constructor(private readonly app: INestApplicationContext) {}

  static async start(): Promise<TestWorker> {
    return new TestWorker(await NestFactory.createApplicationContext(TestWorkerModule, { logger: false }));
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
