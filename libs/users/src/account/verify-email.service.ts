import { Injectable } from '@nestjs/common';
import { MailLimiter, Outbox } from '@tradewind/core';
import { Database, Prisma, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { LinkNotValid } from '../users.errors.ts';
import { AccountLinks } from './account-links.ts';

export const verificationDays = 7;

/** Shows that an address belongs to whoever opened the account with it. */
@Injectable()
export class VerifyEmailService {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly links: AccountLinks,
    private readonly limiter: MailLimiter,
  ) {}

  /** Writes down that a link is to be sent, together with the transaction's COMMIT. */
  askAtCommit(tx: SqlTx, customerId: string): void {
    const tokenId = uuidv7();
    const written = Prisma.sql`
      INSERT INTO account_tokens (id, customer_id, purpose, expires_at)
      SELECT ${tokenId}::uuid, id, 'verify_email', now() + make_interval(days => ${verificationDays})
      FROM customers WHERE id = ${customerId}::uuid AND verified_at IS NULL RETURNING 1`;
    this.outbox.addAtCommitIf(tx, written, 'send-email-verification', { tokenId });
  }

  /** Sends another link, unless there is nothing left to verify. */
  async askAgain(customerId: string, ip: string): Promise<void> {
    const { email } = await this.db.read.customer.findFirstOrThrow({ where: { id: customerId } });
    await this.limiter.count('verification', ip, email);
    await this.db.writeSql(async (tx) => this.askAtCommit(tx, customerId));
  }

  /** Opened once more, a link does no harm: mail programs open links to look at them, and people click twice. */
  async verify(token: string): Promise<void> {
    const tokenId = this.links.open('account', token);
    await this.db.writeSql(async (tx) => {
      const count = await tx.$executeRaw`
        WITH used AS (
          UPDATE account_tokens SET used_at = coalesce(used_at, now())
          WHERE id = ${tokenId}::uuid AND purpose = 'verify_email' AND (used_at IS NOT NULL OR expires_at > now())
          RETURNING store_id, customer_id)
        UPDATE customers c SET verified_at = coalesce(c.verified_at, now())
        FROM used WHERE c.store_id = used.store_id AND c.id = used.customer_id`;
      if (count === 0) throw new LinkNotValid();
    });
  }
}
