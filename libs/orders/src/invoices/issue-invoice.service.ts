import { Injectable } from '@nestjs/common';
import { Outbox, UnrecoverableError } from '@tradewind/core';
import { Database } from '@tradewind/database';
import {
  findInvoiceableOrder,
  findInvoiceableRefund,
  findIssued,
  insertInvoice,
  type InvoiceableOrder,
  type Occasion,
  type StoredInvoice,
} from './invoice.queries.ts';
import { InvoiceAlreadyIssued } from './invoices.errors.ts';
import { contentOfCreditNote, contentOfInvoice } from './write-content.ts';

/** Gives an order its invoice and a refund its credit note: a number without a gap before it, and what it says. */
@Injectable()
export class IssueInvoiceService {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** The invoice over an order. The first call issues it, however many there are. */
  async invoiceOf(orderId: string): Promise<StoredInvoice> {
    const occasion = { orderId, refundId: null };
    return (await this.find(occasion)) ?? this.issueOnce(occasion, () => this.issueInvoice(occasion));
  }

  /** The credit note over a refund; undefined when the money has come back to us meanwhile. */
  async creditNoteOf(refundId: string): Promise<StoredInvoice | undefined> {
    const refund = await this.db.writeSql((tx) => findInvoiceableRefund(tx, refundId));
    if (!refund) throw new UnrecoverableError(`There is no refund ${refundId}.`);
    const occasion = { orderId: refund.orderId, refundId };
    const issued = await this.find(occasion);
    if (issued || refund.status !== 'succeeded') return issued;
    // Adopted from the provider and not shared out yet: it has no parts, and a credit note of now would say no tax.
    if (!refund.isSettled) throw new Error(`The refund ${refundId} is not settled yet.`);
    // It names the invoice that it corrects, so that one comes first.
    await this.invoiceOf(refund.orderId);
    return this.issueOnce(occasion, () => this.issueCreditNote(occasion, refundId));
  }

  private async issueInvoice(occasion: Occasion): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const order = soldOnly(await findInvoiceableOrder(tx, occasion.orderId));
      // Paid back before there was an invoice to correct: orders from before there were any.
      for (const refundId of order.refundIds)
        this.outbox.addAtCommit(tx, 'issue-credit-note', { refundId }, { once: refundId });
      insertInvoice(tx, occasion, contentOfInvoice(order));
    });
  }

  private async issueCreditNote(occasion: Occasion, refundId: string): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const [order, refund] = await Promise.all([
        findInvoiceableOrder(tx, occasion.orderId),
        findInvoiceableRefund(tx, refundId),
      ]);
      if (refund) insertInvoice(tx, occasion, contentOfCreditNote(soldOnly(order), refund));
    });
  }

  /** Of two at the same time the second finds, when it comes to its number, what the first has issued. */
  private async issueOnce(occasion: Occasion, issue: () => Promise<void>): Promise<StoredInvoice> {
    try {
      await issue();
    } catch (error) {
      if (!(error instanceof InvoiceAlreadyIssued)) throw error;
    }
    const invoice = await this.find(occasion);
    if (!invoice) throw new Error(`The invoice over ${occasion.orderId} cannot be found.`);
    return invoice;
  }

  private find(occasion: Occasion): Promise<StoredInvoice | undefined> {
    return this.db.writeSql((tx) => findIssued(tx, occasion));
  }
}

function soldOnly(order: InvoiceableOrder | undefined): InvoiceableOrder {
  if (!order?.paidAt) throw new UnrecoverableError('Only an order that was paid has an invoice.');
  return order;
}
