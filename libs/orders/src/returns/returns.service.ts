import { Injectable } from '@nestjs/common';
import { type ListReturns, type ReturnPage, ReturnStatus } from '@tradewind/contracts';
import { Database, Prisma } from '@tradewind/database';

interface ReturnRow {
  id: string;
  orderId: string;
  orderNumber: string;
  status: string;
  reason: string;
  requestedAt: Date;
  units: number;
}

/** Plain reads of returns. */
@Injectable()
export class ReturnsService {
  constructor(private readonly db: Database) {}

  /** Newest first; ids are time-ordered, so the id alone is the keyset. */
  async list({ status, cursor, limit }: ListReturns): Promise<ReturnPage> {
    const rows = await this.db.read.$queryRaw<ReturnRow[]>`
      SELECT r.id, r.order_id AS "orderId", o.number AS "orderNumber", r.status, r.reason,
             r.requested_at AS "requestedAt", (
               SELECT sum(l.quantity)::int FROM return_lines l
               WHERE l.store_id = r.store_id AND l.return_id = r.id) AS units
      FROM returns r JOIN orders o ON o.store_id = r.store_id AND o.id = r.order_id
      WHERE true ${status ? Prisma.sql`AND r.status = ${status}` : Prisma.empty}
        ${cursor ? Prisma.sql`AND r.id < ${cursor}::uuid` : Prisma.empty}
      ORDER BY r.id DESC LIMIT ${limit + 1}`;
    const items = rows.slice(0, limit).map(({ status: step, requestedAt, ...row }) => ({
      ...row,
      status: ReturnStatus.parse(step),
      requestedAt: requestedAt.toISOString(),
    }));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}
