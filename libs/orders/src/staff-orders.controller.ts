import { Body, Controller, Get, Header, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { Answers } from '@tradewind/core';
import { Id, ListOrders, OrderDetail, OrderPage, ShipOrder } from '@tradewind/contracts';
import { StaffGuard } from '@tradewind/users';
import type { FastifyRequest } from 'fastify';
import { OrdersService } from './orders.service.ts';
import { ShipOrderService } from './ship-order.service.ts';

/** What the staff of a store do with its orders. */
@Controller('staff/orders')
@UseGuards(StaffGuard)
export class StaffOrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly shipping: ShipOrderService,
  ) {}

  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, OrderPage)
  list(@Query({ schema: ListOrders }) query: ListOrders): Promise<OrderPage> {
    return this.orders.list(query);
  }

  /** Marks a paid order as shipped. */
  @Post(':id/shipment')
  @Answers(201, OrderDetail)
  async ship(
    @Req() request: FastifyRequest,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ShipOrder }) { tracking }: ShipOrder,
  ): Promise<OrderDetail> {
    await this.shipping.shipOrder(id, request.session.staffId ?? '', tracking);
    return this.orders.show(id);
  }
}
