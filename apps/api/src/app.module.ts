import { Module } from '@nestjs/common';
import { CatalogApiModule } from '@tradewind/catalog';
import { CoreModule } from '@tradewind/core';
import { OrdersApiModule } from '@tradewind/orders';
import { PaymentsApiModule } from '@tradewind/payments';
import { StoresApiModule } from '@tradewind/stores';
import { UsersApiModule } from '@tradewind/users';
import { BoardModule } from './board/board.module.ts';

/** Everything the HTTP API consists of. */
@Module({
  imports: [
    CoreModule,
    StoresApiModule,
    UsersApiModule,
    CatalogApiModule,
    PaymentsApiModule,
    OrdersApiModule,
    BoardModule,
  ],
})
export class AppModule {}
