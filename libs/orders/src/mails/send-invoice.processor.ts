import { HandlesJob, type JobHandler, type RunningJob, UnrecoverableError } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { numberOf } from '../invoices/invoice-content.ts';
import { InvoiceLinks } from '../invoices/invoice-links.ts';
import { OrdersService } from '../orders.service.ts';
import { invoiceMail } from './invoice.email.tsx';
import { findInvoiceToTell } from './mail.queries.ts';
import { OrderMailer } from './order-mailer.ts';

/** Sends the link to an invoice or a credit note, which has been rendered before. */
@HandlesJob('send-invoice')
export class SendInvoiceProcessor implements JobHandler<'send-invoice'> {
  constructor(
    private readonly db: Database,
    private readonly orders: OrdersService,
    private readonly links: InvoiceLinks,
    private readonly mailer: OrderMailer,
  ) {}

  async handle({ invoiceId }: { invoiceId: string }, job: RunningJob): Promise<void> {
    const invoice = await findInvoiceToTell(this.db.read, invoiceId);
    if (!invoice) throw new UnrecoverableError(`There is no invoice ${invoiceId}.`);
    const { orderId, kind, totalMinor, currency } = invoice;
    const about = {
      kind,
      invoiceNumber: numberOf(invoice),
      amount: { amount: totalMinor, currency },
      pdfUrl: await this.links.to(invoiceId),
    };
    await this.mailer.send(
      {
        order: await this.orders.show(orderId),
        dedupeKey: `invoice/${invoiceId}`,
        mail: (mail) => invoiceMail({ ...mail, ...about }),
      },
      job,
    );
  }
}
