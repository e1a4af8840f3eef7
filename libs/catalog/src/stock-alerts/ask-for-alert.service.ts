import { Injectable } from '@nestjs/common';
import { DomainError, MailLimiter, NotFound } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';

export class InStock extends DomainError {
  readonly status = 409;
  readonly code = 'in_stock';
  constructor() {
    super('You need not wait for this: it can be had.');
  }
}

/** Remembers who wants to hear when a variant can be had again. */
@Injectable()
export class AskForAlertService {
  constructor(
    private readonly db: Database,
    private readonly limiter: MailLimiter,
  ) {}

  /** To ask again changes nothing, and is answered alike: nobody learns who else is waiting. */
  async ask(variantId: string, email: string, ip: string): Promise<void> {
    await this.limiter.count('stock-alert', ip, email);
    await this.db.writeSql(async (tx) => {
      const [variant] = await tx.$queryRaw<{ isAvailable: boolean }[]>`
        SELECT s.on_hand > s.reserved AS "isAvailable" FROM variants v
        JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id AND p.status = 'published'
        JOIN stock s ON s.store_id = v.store_id AND s.variant_id = v.id
        WHERE v.id = ${variantId}::uuid`;
      if (!variant) throw new NotFound();
      if (variant.isAvailable) throw new InStock();
      await tx.$executeRaw`
        INSERT INTO stock_alerts (id, variant_id, email) VALUES (${uuidv7()}::uuid, ${variantId}::uuid, ${email})
        ON CONFLICT (store_id, variant_id, email) WHERE notified_at IS NULL DO NOTHING`;
    });
  }
}
