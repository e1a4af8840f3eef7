import { Module } from '@nestjs/common';
import { CatalogWorkerModule } from '@tradewind/catalog';
import { CoreModule, CoreWorkerModule } from '@tradewind/core';
import { OrdersWorkerModule } from '@tradewind/orders';
import { PaymentsWorkerModule } from '@tradewind/payments';
import { StoresModule } from '@tradewind/stores';

/** Every background job's processor, beside the relay that feeds them. */
@Module({
  imports: [
    CoreModule,
    CoreWorkerModule,
    StoresModule,
    CatalogWorkerModule,
    PaymentsWorkerModule,
    OrdersWorkerModule,
  ],
})
export class WorkerModule {}
