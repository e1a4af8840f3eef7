import { Injectable } from '@nestjs/common';
import { DomainError, NotFound, Outbox } from '@tradewind/core';
import type { MoveStock, StockMovement } from '@tradewind/contracts';
import { Database, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';

/** No shelf holds more of anything; and what PostgreSQL counts with is never exceeded. */
const mostOnHand = 1_000_000_000;

export class StockNotPossible extends DomainError {
  readonly status = 409;
  readonly code = 'stock_not_possible';
  constructor() {
    super('There cannot be fewer units than none, or than orders hold, and not more than a billion.');
  }
}

/** What the staff do with the stock by hand. */
@Injectable()
export class MoveStockService {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** The movement and what is on hand change together. Whoever waits for the variant is told. */
  moveStock(variantId: string, { delta, reason }: MoveStock): Promise<StockMovement> {
    return this.db.writeSql(async (tx) => {
      const id = uuidv7();
      const { onHand, available } = await addUnits(tx, variantId, delta);
      await tx.$executeRaw`
        INSERT INTO stock_movements (id, variant_id, delta, reason)
        VALUES (${id}::uuid, ${variantId}::uuid, ${delta}, ${reason})`;
      const wasSoldOut = available - delta <= 0;
      if (available > 0 && wasSoldOut)
        this.outbox.addAtCommit(tx, 'notify-back-in-stock', {}, { once: `movement ${id}` });
      return { id, variantId, delta, reason, onHand, available };
    });
  }
}

async function addUnits(
  tx: SqlTx,
  variantId: string,
  delta: number,
): Promise<{ onHand: number; available: number }> {
  const [stock] = await tx.$queryRaw<{ onHand: number; available: number }[]>`
    UPDATE stock SET on_hand = on_hand + ${delta}
    WHERE variant_id = ${variantId}::uuid AND on_hand + ${delta} BETWEEN reserved AND ${mostOnHand}
    RETURNING on_hand AS "onHand", on_hand - reserved AS available`;
  if (stock) return stock;
  const known = await tx.$queryRaw<unknown[]>`SELECT FROM stock WHERE variant_id = ${variantId}::uuid`;
  throw known.length > 0 ? new StockNotPossible() : new NotFound();
}
