import { Module } from '@nestjs/common';
import { CoreWorkerModule } from '@tradewind/core';
import { PaymentsModule } from '@tradewind/payments';
import { UsersModule } from '@tradewind/users';
import { AdoptGuestCartService } from './adopt-guest-cart.service.ts';
import { CartAccess } from './cart-access.ts';
import { CartsController } from './carts.controller.ts';
import { CartsService } from './carts.service.ts';
import { ExpireUnpaidOrderProcessor } from './expire-unpaid-order.processor.ts';
import { OrderAccess } from './order-access.ts';
import { OrdersController } from './orders.controller.ts';
import { OrdersService } from './orders.service.ts';
import { PlaceOrderService } from './place-order.service.ts';
import { SendOrderConfirmationProcessor } from './send-order-confirmation.processor.ts';
import { SettleOrderProcessor } from './settle-order.processor.ts';
import { ShipOrderService } from './ship-order.service.ts';
import { StaffOrdersController } from './staff-orders.controller.ts';

@Module({ providers: [OrdersService, OrderAccess], exports: [OrdersService, OrderAccess] })
export class OrdersModule {}

@Module({
  imports: [OrdersModule, PaymentsModule, UsersModule],
  providers: [CartAccess, CartsService, AdoptGuestCartService, PlaceOrderService, ShipOrderService],
  controllers: [CartsController, OrdersController, StaffOrdersController],
})
export class OrdersApiModule {}

@Module({
  imports: [OrdersModule, PaymentsModule, CoreWorkerModule],
  providers: [SettleOrderProcessor, ExpireUnpaidOrderProcessor, SendOrderConfirmationProcessor],
})
export class OrdersWorkerModule {}
