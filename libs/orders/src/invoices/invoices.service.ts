import { Injectable } from '@nestjs/common';
import { NotFound, Outbox, Storage } from '@tradewind/core';
import { type InvoicePage, type ListInvoices, OrderInvoice } from '@tradewind/contracts';
import { Database } from '@tradewind/database';
import { toOrderInvoice } from '../order-detail.ts';
import { fileNameOf } from './invoice-content.ts';
import { InvoiceLinks } from './invoice-links.ts';

export interface InvoiceFile {
  name: string;
  content: Buffer;
}

/** Reads of invoices: the file for who has a link, the list for the staff. */
@Injectable()
export class InvoicesService {
  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly links: InvoiceLinks,
    private readonly outbox: Outbox,
  ) {}

  /** The same answer to a wrong link, an expired one and one of another store: there is nothing to learn from it. */
  async open(
    invoiceId: string,
    { expires, signature }: { expires: string; signature: string },
  ): Promise<InvoiceFile> {
    if (!this.links.opens(invoiceId, expires, signature)) throw new NotFound();
    const invoice = await this.db.read.invoice.findFirst({
      where: { id: invoiceId },
      select: { kind: true, number: true, issuedAt: true, storageKey: true, orderId: true, refundId: true },
    });
    if (!invoice?.storageKey) throw new NotFound();
    const content = await this.storage.find(invoice.storageKey);
    if (!content) {
      await this.renderAgain(invoiceId, invoice);
      throw new NotFound();
    }
    return { name: fileNameOf({ ...invoice, kind: OrderInvoice.shape.kind.parse(invoice.kind) }), content };
  }

  /** Its file is lost. Asked for once a day, however often somebody looks. */
  private async renderAgain(
    invoiceId: string,
    { orderId, refundId }: { orderId: string; refundId: string | null },
  ): Promise<void> {
    const once = `${invoiceId}/${new Date().toISOString().slice(0, 10)}`;
    await this.db.writeSql((tx) =>
      refundId === null
        ? this.outbox.add(tx, 'issue-invoice', { orderId }, { once })
        : this.outbox.add(tx, 'issue-credit-note', { refundId }, { once }),
    );
  }

  /** Newest first. */
  async list({ cursor, limit }: ListInvoices): Promise<InvoicePage> {
    const rows = await this.db.read.invoice.findMany({
      where: cursor ? { id: { lt: cursor } } : {},
      orderBy: { id: 'desc' },
      take: limit + 1,
      omit: { content: true },
      include: { order: { select: { number: true } } },
    });
    const items = rows
      .slice(0, limit)
      .map(({ order, totalMinor, currency, storageKey, issuedAt, ...row }) => ({
        ...toOrderInvoice(
          { ...row, issuedAt: issuedAt.toISOString(), isRendered: storageKey !== null },
          (id) => this.links.shown(id),
        ),
        orderId: row.orderId,
        orderNumber: order.number,
        total: { amount: totalMinor, currency },
      }));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}
