import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Outbox, type RunningJob, Storage } from '@tradewind/core';
import { currentScope, Database, Prisma, type SqlTx } from '@tradewind/database';
import type { StoredInvoice } from './invoice.queries.ts';
import { invoicePdf } from './pdf/invoice-pdf.ts';

const week = 7 * 24 * 60 * 60_000;

/** Makes the PDF of what an invoice says, keeps it under the hash of its bytes, and has the customer told. */
@Injectable()
export class RenderInvoiceService {
  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly outbox: Outbox,
  ) {}

  /** Safe to repeat: the same bytes under the same key, and one mail. */
  async render(invoice: StoredInvoice, job: RunningJob): Promise<void> {
    const { storageKey, content } = invoice;
    if (storageKey !== null && (await this.storage.exists(storageKey))) return;
    const logo = content.logoKey === null ? undefined : await this.storage.find(content.logoKey);
    const pdf = await invoicePdf(invoice, logo);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    const key = `invoices/${currentScope()?.storeId}/${sha256}.pdf`;
    await this.storage.put(key, pdf);
    await this.db.writeSql((tx) => {
      tx.atCommitTogether(Prisma.sql`
        UPDATE invoices SET storage_key = ${key}, sha256 = ${sha256} WHERE id = ${invoice.id}::uuid`);
      this.tell(tx, invoice);
      job.doneWith(tx);
      return Promise.resolve();
    });
  }

  /** Not of what was paid long before: a shop that begins to write invoices does not write to its old customers. */
  private tell(tx: SqlTx, { id: invoiceId, orderId, storageKey, movedAt, issuedAt }: StoredInvoice): void {
    // Rendered again, as its file was lost: who it is for was told when it was rendered first.
    if (storageKey !== null) return;
    if (issuedAt.getTime() - movedAt.getTime() > week) return;
    this.outbox.addAtCommit(tx, 'send-invoice', { invoiceId }, { once: invoiceId, subject: orderId });
  }
}
