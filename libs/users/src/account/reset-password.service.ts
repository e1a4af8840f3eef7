import { Injectable } from '@nestjs/common';
import { MailLimiter, Outbox } from '@tradewind/core';
import type { ResetPassword } from '@tradewind/contracts';
import { Database, Prisma, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { CustomerSessions } from '../customer-sessions.ts';
import { hashPassword } from '../passwords.ts';
import { SignInLimiter } from '../sign-in-limiter.ts';
import { LinkNotValid } from '../users.errors.ts';
import { AccountLinks } from './account-links.ts';

export const resetHours = 1;

/** A new password for whoever reads the mails of an account. */
@Injectable()
export class ResetPasswordService {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly links: AccountLinks,
    private readonly limiter: MailLimiter,
    private readonly attempts: SignInLimiter,
    private readonly sessions: CustomerSessions,
  ) {}

  /**
   * Does the same whether anybody is known by this address or not, down to the row in the outbox: its job finds no
   * token then, and sends nothing. Links that were sent before are void.
   */
  async ask(email: string, ip: string): Promise<void> {
    await this.limiter.count('password-reset', ip, email);
    const tokenId = uuidv7();
    await this.db.writeSql(async (tx) => {
      tx.atCommit(Prisma.sql`
        WITH customer AS (SELECT store_id, id FROM customers WHERE email = ${email}),
        older AS (
          UPDATE account_tokens t SET used_at = now() FROM customer
          WHERE t.store_id = customer.store_id AND t.customer_id = customer.id
            AND t.purpose = 'reset_password' AND t.used_at IS NULL)
        INSERT INTO account_tokens (id, customer_id, purpose, expires_at)
        SELECT ${tokenId}::uuid, id, 'reset_password', now() + make_interval(hours => ${resetHours}) FROM customer`);
      this.outbox.addAtCommit(tx, 'send-password-reset', { tokenId });
    });
  }

  /** Whoever could open the mail has also shown that the address is theirs. */
  async reset({ token, password }: ResetPassword, ip: string): Promise<void> {
    const tokenId = this.links.open('account', token);
    await this.attempts.count(ip, `reset:${tokenId}`);
    await this.expectOpen(tokenId);
    const passwordHash = await hashPassword(password);
    await this.db.writeSql(async (tx) => {
      const customerId = await useToken(tx, tokenId);
      await tx.$executeRaw`
        UPDATE customers SET password_hash = ${passwordHash}, verified_at = coalesce(verified_at, now())
        WHERE id = ${customerId}::uuid`;
      // Before the row is free: a sign-in with the old password waits for it, and is refused.
      await this.sessions.endAll(customerId);
    });
  }

  /** Hashing costs a tenth of a second, which a link that was used or is too old is not to cost again. */
  private async expectOpen(tokenId: string): Promise<void> {
    const open = await this.db.writeSql(
      (tx) => tx.$queryRaw<unknown[]>`
        SELECT FROM account_tokens
        WHERE id = ${tokenId}::uuid AND purpose = 'reset_password' AND used_at IS NULL AND expires_at > now()`,
    );
    if (open.length === 0) throw new LinkNotValid();
  }
}

/** Uses a link, and with it all others of its customer, whose row is locked first: so only one of them is used. */
async function useToken(tx: SqlTx, tokenId: string): Promise<string> {
  const [customer] = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM account_tokens t JOIN customers c ON c.store_id = t.store_id AND c.id = t.customer_id
    WHERE t.id = ${tokenId}::uuid FOR NO KEY UPDATE OF c`;
  if (!customer) throw new LinkNotValid();
  const used = await tx.$queryRaw<{ id: string; isInTime: boolean }[]>`
    UPDATE account_tokens SET used_at = now()
    WHERE customer_id = ${customer.id}::uuid AND purpose = 'reset_password' AND used_at IS NULL
    RETURNING id, expires_at > now() AS "isInTime"`;
  if (!used.some(({ id, isInTime }) => id === tokenId && isInTime)) throw new LinkNotValid();
  return customer.id;
}
