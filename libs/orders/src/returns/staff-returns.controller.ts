import { Body, Controller, Get, Header, Param, Post, Query, UseGuards } from '@nestjs/common';
import { Answers, CurrentStaff, Idempotent, StaffGuard } from '@tradewind/core';
import { Change, Id, ListReturns, ReceiveReturn, ReturnPage } from '@tradewind/contracts';
import { HandleReturnService } from './handle-return.service.ts';
import { ReturnsService } from './returns.service.ts';

/** What the staff do with what comes back. */
@Controller('staff/returns')
@UseGuards(StaffGuard)
export class StaffReturnsController {
  constructor(
    private readonly returns: ReturnsService,
    private readonly handling: HandleReturnService,
  ) {}

  /** Newest first. */
  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, ReturnPage)
  list(@Query({ schema: ListReturns }) query: ListReturns): Promise<ReturnPage> {
    return this.returns.list(query);
  }

  @Post(':id/approval')
  @Idempotent()
  @Answers(201, Change)
  approve(@Param('id', { schema: Id }) id: string): Promise<Change> {
    return this.handling.decide(id, 'approved');
  }

  @Post(':id/rejection')
  @Idempotent()
  @Answers(201, Change)
  reject(@Param('id', { schema: Id }) id: string): Promise<Change> {
    return this.handling.decide(id, 'rejected');
  }

  /** The parcel is back. */
  @Post(':id/receipt')
  @Idempotent()
  @Answers(201, Change)
  receive(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReceiveReturn }) { restock }: ReceiveReturn,
  ): Promise<Change> {
    return this.handling.receive(id, restock);
  }

  /** Sends the money for it back. */
  @Post(':id/refund')
  @Idempotent()
  @Answers(201, Change)
  refund(@CurrentStaff() actor: string, @Param('id', { schema: Id }) id: string): Promise<Change> {
    return this.handling.refund(id, actor);
  }
}
