import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { IssueInvoiceService } from './issue-invoice.service.ts';
import { RenderInvoiceService } from './render-invoice.service.ts';

/** Writes the credit note over money that a customer has received back. */
@HandlesJob('issue-credit-note')
export class IssueCreditNoteProcessor implements JobHandler<'issue-credit-note'> {
  constructor(
    private readonly issuing: IssueInvoiceService,
    private readonly rendering: RenderInvoiceService,
  ) {}

  async handle({ refundId }: { refundId: string }, job: RunningJob): Promise<void> {
    const creditNote = await this.issuing.creditNoteOf(refundId);
    if (creditNote) await this.rendering.render(creditNote, job);
  }
}
