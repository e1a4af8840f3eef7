import { Injectable } from '@nestjs/common';
import { Outbox } from '@tradewind/core';
import { Prisma, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { MoreThanCaptured, ReturnAlreadyRefunded } from './payments.errors.ts';

export interface NewRefund {
  orderId: string;
  paymentId: string;
  returnId?: string | undefined;
  /** Whether its units go back on the shelf when the money is back. */
  restock?: boolean | undefined;
  amountMinor: number;
  taxMinor: number;
  currency: string;
  reason: string;
  /** Who wanted it, as in an order's events. */
  actor: string;
}

/** Begins refunds. The money is sent by a job; until the provider has said yes a refund is pending. */
@Injectable()
export class RefundsService {
  constructor(private readonly outbox: Outbox) {}

  /**
   * Writes a refund down and has it sent, in the caller's transaction. Refunds under way count like those that are
   * done: CHECK (refunded <= captured) refuses more than was captured, however many are wanted at once.
   */
  open(tx: SqlTx, refund: NewRefund): string {
    const id = uuidv7();
    tx.atCommit(
      Prisma.sql`
        UPDATE payments SET refunded_minor = refunded_minor + ${refund.amountMinor}, updated_at = now()
        WHERE id = ${refund.paymentId}::uuid`,
      { payments_refunded: () => new MoreThanCaptured() },
    );
    tx.atCommit(
      Prisma.sql`
      INSERT INTO refunds (id, order_id, payment_id, return_id, restock, amount_minor, tax_minor, currency, reason, actor)
      VALUES (${id}::uuid, ${refund.orderId}::uuid, ${refund.paymentId}::uuid, ${refund.returnId ?? null}::uuid, ${refund.restock ?? false},
              ${refund.amountMinor}, ${refund.taxMinor}, ${refund.currency}, ${refund.reason}, ${refund.actor})`,
      { refunds_one_per_return: () => new ReturnAlreadyRefunded() },
    );
    this.outbox.addAtCommit(tx, 'send-refund', { refundId: id });
    return id;
  }
}
