import { Module } from '@nestjs/common';
import { CatalogWorkerModule } from '@tradewind/catalog';
import { CoreModule, CoreWorkerModule } from '@tradewind/core';
import { OrdersWorkerModule } from '@tradewind/orders';
import { PaymentsWorkerModule } from '@tradewind/payments';
import { StoresModule } from '@tradewind/stores';
import { UsersWorkerModule } from '@tradewind/users';

/** Every background job's processor, beside the relay that feeds them. */
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
export class WorkerModule {}
