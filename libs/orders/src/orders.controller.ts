import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { Answers, CurrentVisitor, Idempotent, SignInRequired, type Visitor } from '@tradewind/core';
import {
  Change,
  Id,
  ListOrders,
  OrderDetail,
  OrderPage,
  PlacedOrder,
  PlaceOrder,
  RequestReturn,
  StartedPayment,
} from '@tradewind/contracts';
import { CancelOrderService } from './cancel-order.service.ts';
import { KeepOrderKeyInterceptor } from './keep-order-key.interceptor.ts';
import { OpenOrderInterceptor } from './open-order.interceptor.ts';
import { OrderAccess } from './order-access.ts';
import { OrderLimiter } from './order-limiter.ts';
import { OrdersService } from './orders.service.ts';
import { PayOrderService } from './pay-order.service.ts';
import { PlaceOrderService } from './place-order.service.ts';
import { RequestReturnService } from './returns/request-return.service.ts';

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly orderAccess: OrderAccess,
    private readonly placing: PlaceOrderService,
    private readonly limiter: OrderLimiter,
    private readonly paying: PayOrderService,
    private readonly cancelling: CancelOrderService,
    private readonly returning: RequestReturnService,
  ) {}

  /** Places an order for what is in a cart. Safe to repeat with the same Idempotency-Key. */
  @Post()
  @Idempotent(KeepOrderKeyInterceptor)
  @Answers(201, PlacedOrder)
  async place(
    @CurrentVisitor() visitor: Visitor,
    @Body({ schema: PlaceOrder }) request: PlaceOrder,
  ): Promise<PlacedOrder> {
    await this.limiter.count(visitor);
    const order = await this.placing.placeOrder(visitor, request);
    return { order, token: this.orderAccess.issue(order.id) };
  }

  /** The signed-in customer's own orders, newest first. */
  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, OrderPage)
  list(
    @CurrentVisitor() visitor: Visitor,
    @Query({ schema: ListOrders }) query: ListOrders,
  ): Promise<OrderPage> {
    if (!visitor.customerId) throw new SignInRequired();
    return this.orders.list(query, visitor.customerId);
  }

  @Get(':id')
  @Header('cache-control', 'private, no-store')
  @Answers(200, OrderDetail)
  async show(
    @CurrentVisitor() visitor: Visitor,
    @Param('id', { schema: Id }) id: string,
  ): Promise<OrderDetail> {
    await this.orderAccess.open(visitor, id);
    return this.orders.show(id);
  }

  /** Starts the payment of an order, or finds the one that was started. Safe to repeat. */
  @Post(':id/payment')
  @Answers(201, StartedPayment)
  async pay(
    @CurrentVisitor() visitor: Visitor,
    @Param('id', { schema: Id }) id: string,
  ): Promise<StartedPayment> {
    await this.orderAccess.open(visitor, id);
    return this.paying.payOrder(id);
  }

  /** Gives up an order that was not paid yet. */
  @Post(':id/cancellation')
  @Idempotent(OpenOrderInterceptor)
  @Answers(201, Change)
  cancel(@CurrentVisitor() visitor: Visitor, @Param('id', { schema: Id }) id: string): Promise<Change> {
    return this.cancelling.cancelUnpaid(id, visitor.customerId ? 'customer' : 'guest');
  }

  /** Asks to send something back. */
  @Post(':id/returns')
  @Idempotent(OpenOrderInterceptor)
  @Answers(201, Change)
  requestReturn(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RequestReturn }) request: RequestReturn,
  ): Promise<Change> {
    return this.returning.requestReturn(id, request);
  }
}
