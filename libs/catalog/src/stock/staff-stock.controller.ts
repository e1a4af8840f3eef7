import { Body, Controller, Param, Post, UseGuards } from '@nestjs/common';
import { Answers, Idempotent, StaffGuard } from '@tradewind/core';
import { Id, MoveStock, StockMovement } from '@tradewind/contracts';
import { MoveStockService } from './move-stock.service.ts';

@Controller('staff/variants')
@UseGuards(StaffGuard)
export class StaffStockController {
  constructor(private readonly moving: MoveStockService) {}

  /** Units arrived, or a count has shown that there are others than we thought. */
  @Post(':id/stock-movements')
  @Idempotent()
  @Answers(201, StockMovement)
  moveStock(
    @Param('id', { schema: Id }) variantId: string,
    @Body({ schema: MoveStock }) movement: MoveStock,
  ): Promise<StockMovement> {
    return this.moving.moveStock(variantId, movement);
  }
}
