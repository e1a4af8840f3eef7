import { Injectable } from '@nestjs/common';
import { currentScope, Database } from '@tradewind/database';

/** Who runs the platform. Only the owner of the database makes somebody one. */
@Injectable()
export class Operators {
  constructor(private readonly db: Database) {}

  /** Looked up each time; and only for staff of the store whose host is called, as a session is that store's. */
  async include(staffId: string): Promise<boolean> {
    const membership = await this.db.read.membership.findFirst({
      where: { staffId, storeId: currentScope()?.storeId ?? '', staff: { platformRole: 'operator' } },
      select: { staffId: true },
    });
    return membership !== null;
  }
}
