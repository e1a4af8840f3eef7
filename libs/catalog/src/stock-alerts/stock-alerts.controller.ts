import { Body, Controller, Ip, Param, Post } from '@nestjs/common';
import { Answers } from '@tradewind/core';
import { Accepted, AskForStockAlert, Id } from '@tradewind/contracts';
import { AskForAlertService } from './ask-for-alert.service.ts';

@Controller('variants')
export class StockAlertsController {
  constructor(private readonly asking: AskForAlertService) {}

  /** Asks for a mail, once, when something that is sold out can be had again. */
  @Post(':id/stock-alerts')
  @Answers(202, Accepted)
  async ask(
    @Param('id', { schema: Id }) variantId: string,
    @Body({ schema: AskForStockAlert }) { email }: AskForStockAlert,
    @Ip() ip: string,
  ): Promise<Accepted> {
    await this.asking.ask(variantId, email, ip);
    return { status: 'accepted' };
  }
}
