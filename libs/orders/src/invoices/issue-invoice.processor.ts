import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { IssueInvoiceService } from './issue-invoice.service.ts';
import { RenderInvoiceService } from './render-invoice.service.ts';

/** Writes the invoice over a paid order. Two steps, each of which is found done by whoever comes again. */
@HandlesJob('issue-invoice')
export class IssueInvoiceProcessor implements JobHandler<'issue-invoice'> {
  constructor(
    private readonly issuing: IssueInvoiceService,
    private readonly rendering: RenderInvoiceService,
  ) {}

  async handle({ orderId }: { orderId: string }, job: RunningJob): Promise<void> {
    await this.rendering.render(await this.issuing.invoiceOf(orderId), job);
  }
}
