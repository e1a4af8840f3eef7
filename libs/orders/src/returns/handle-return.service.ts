import { Injectable } from '@nestjs/common';
import type { Change } from '@tradewind/contracts';
import { Database } from '@tradewind/database';
import { RefundOrderService } from '../refunds/refund-order.service.ts';
import type { RefundWish } from '../pricing/split-refund.ts';
import { checkRestock, restock, type StockLine } from '../stock.queries.ts';
import { lockReturn, stepReturn } from './return.queries.ts';
import { assertReturnStep } from './return-status.ts';

/** What the staff do with a return, one step after the other. */
@Injectable()
export class HandleReturnService {
  constructor(
    private readonly db: Database,
    private readonly refunds: RefundOrderService,
  ) {}

  decide(returnId: string, decision: 'approved' | 'rejected'): Promise<Change> {
    return this.db.writeSql(async (tx) => {
      const { asked } = await lockReturn(tx, returnId);
      stepReturn(tx, asked, decision);
      return { id: returnId, status: decision };
    });
  }

  /** The parcel is back. What can be sold again goes on the shelf. */
  receive(returnId: string, isSellable: boolean): Promise<Change> {
    return this.db.writeSql(async (tx) => {
      const { order, asked } = await lockReturn(tx, returnId);
      stepReturn(tx, asked, 'received');
      if (isSellable) {
        await checkRestock(tx, order.id, asked.lines);
        await restock(tx, order.id, asked.lines, 'returned');
      }
      return { id: returnId, status: 'received' };
    });
  }

  /** Sends the money for it back. The return is refunded when the provider has done so. */
  refund(returnId: string, actor: string): Promise<Change> {
    return this.db.writeSql(async (tx) => {
      const { order, asked } = await lockReturn(tx, returnId);
      assertReturnStep(asked.status, 'refunded');
      const cause = { reason: asked.reason, actor, returnId };
      const units = await this.refunds.findRefundable(tx, order, asked.lines);
      if (units.length === 0) {
        // The money for these units is back already, by a refund of its own: that ends the return too.
        stepReturn(tx, asked, 'refunded');
        return { id: returnId, status: 'refunded' };
      }
      const { refundId } = await this.refunds.refund(tx, order, wishFor(units), cause);
      return { id: refundId, status: 'pending' };
    });
  }
}

const wishFor = (lines: StockLine[]): RefundWish => ({ kind: 'lines', lines, shipping: false });
