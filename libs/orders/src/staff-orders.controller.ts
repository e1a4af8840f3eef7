import { Body, Controller, Get, Header, Param, Post, Query, UseGuards } from '@nestjs/common';
import { Answers, CurrentStaff, Idempotent, StaffGuard } from '@tradewind/core';
import {
  CancelOrder,
  Change,
  Id,
  ListOrders,
  OrderDetail,
  OrderPage,
  OrderStatement,
  RefundOrder,
  ShipOrder,
} from '@tradewind/contracts';
import { CancelOrderService } from './cancel-order.service.ts';
import { OrdersService } from './orders.service.ts';
import { RefundOrderService } from './refunds/refund-order.service.ts';
import { DeliverShipmentService } from './shipments/deliver-shipment.service.ts';
import { ShipOrderService } from './shipments/ship-order.service.ts';

/** What the staff of a store do with its orders. All that moves money or goods is safe to repeat with its key. */
@Controller('staff/orders')
@UseGuards(StaffGuard)
export class StaffOrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly shipping: ShipOrderService,
    private readonly delivery: DeliverShipmentService,
    private readonly cancelling: CancelOrderService,
    private readonly refunding: RefundOrderService,
  ) {}

  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, OrderPage)
  list(@Query({ schema: ListOrders }) query: ListOrders): Promise<OrderPage> {
    return this.orders.list(query);
  }

  @Get(':id')
  @Header('cache-control', 'private, no-store')
  @Answers(200, OrderDetail)
  show(@Param('id', { schema: Id }) id: string): Promise<OrderDetail> {
    return this.orders.show(id);
  }

  /** What was booked for an order, and what it adds up to. */
  @Get(':id/statement')
  @Header('cache-control', 'private, no-store')
  @Answers(200, OrderStatement)
  statement(@Param('id', { schema: Id }) id: string): Promise<OrderStatement> {
    return this.orders.statement(id);
  }

  /** Sends an order, or a part of it. */
  @Post(':id/shipments')
  @Idempotent()
  @Answers(201, Change)
  ship(
    @CurrentStaff() actor: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ShipOrder }) parcel: ShipOrder,
  ): Promise<Change> {
    return this.shipping.shipOrder(id, parcel, actor);
  }

  /** A parcel has arrived. */
  @Post(':id/shipments/:shipmentId/delivery')
  @Idempotent()
  @Answers(201, Change)
  deliver(
    @CurrentStaff() actor: string,
    @Param('id', { schema: Id }) id: string,
    @Param('shipmentId', { schema: Id }) shipmentId: string,
  ): Promise<Change> {
    return this.delivery.deliverShipment(id, shipmentId, actor);
  }

  /** Gives an order up before anything of it was sent: its goods go back on the shelf, its money to the customer. */
  @Post(':id/cancellation')
  @Idempotent()
  @Answers(201, Change)
  cancel(
    @CurrentStaff() actor: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CancelOrder }) { reason }: CancelOrder,
  ): Promise<Change> {
    return this.cancelling.cancelOrder(id, reason, actor);
  }

  /** Pays back some units, the delivery, an amount, or all that is left. */
  @Post(':id/refunds')
  @Idempotent()
  @Answers(201, Change)
  refund(
    @CurrentStaff() actor: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RefundOrder }) refund: RefundOrder,
  ): Promise<Change> {
    return this.refunding.refundOrder(id, refund, actor);
  }
}
