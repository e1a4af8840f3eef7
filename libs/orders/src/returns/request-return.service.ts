import { Injectable } from '@nestjs/common';
import type { Change, RequestReturn } from '@tradewind/contracts';
import { DomainError } from '@tradewind/core';
import { Database, Prisma } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { findOrderInLife } from '../refunds/refundable.queries.ts';
import { lockOrder } from '../transition-order.ts';
import { findReturning } from './return.queries.ts';

export class NotReturnable extends DomainError {
  readonly status = 422;
  readonly code = 'not_returnable';
  constructor(readonly variantId: string) {
    super('Only what has been sent to you, and is not on its way back yet, can be returned.');
  }
}

/** A customer asks to send something back. */
@Injectable()
export class RequestReturnService {
  constructor(private readonly db: Database) {}

  requestReturn(orderId: string, { lines, reason }: RequestReturn): Promise<Change> {
    return this.db.writeSql(async (tx) => {
      await lockOrder(tx, orderId);
      const [life, returning] = await Promise.all([findOrderInLife(tx, orderId), findReturning(tx, orderId)]);
      for (const { variantId, quantity } of lines) {
        const shipped = life.lines.find((line) => line.variantId === variantId)?.shippedQuantity ?? 0;
        if (quantity > shipped - (returning.get(variantId) ?? 0)) throw new NotReturnable(variantId);
      }
      const id = uuidv7();
      tx.atCommit(Prisma.sql`
        WITH asked AS (
          INSERT INTO returns (id, order_id, reason) VALUES (${id}::uuid, ${orderId}::uuid, ${reason}))
        INSERT INTO return_lines (return_id, variant_id, quantity)
        SELECT ${id}::uuid, variant_id, quantity
        FROM unnest(${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[])
          AS line (variant_id, quantity)`);
      return { id, status: 'requested' };
    });
  }
}
