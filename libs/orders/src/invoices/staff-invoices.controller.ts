import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import { Answers, StaffGuard } from '@tradewind/core';
import { InvoicePage, ListInvoices } from '@tradewind/contracts';
import { InvoicesService } from './invoices.service.ts';

@Controller('staff/invoices')
@UseGuards(StaffGuard)
export class StaffInvoicesController {
  constructor(private readonly invoices: InvoicesService) {}

  /** All that the store has issued, newest first. */
  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, InvoicePage)
  list(@Query({ schema: ListInvoices }) query: ListInvoices): Promise<InvoicePage> {
    return this.invoices.list(query);
  }
}
