import { Injectable } from '@nestjs/common';
import type { SignUp } from '@tradewind/contracts';
import { Database, Prisma } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { VerifyEmailService } from './account/verify-email.service.ts';
import { hashPassword } from './passwords.ts';
import type { KnownCustomer } from './session.service.ts';
import { EmailTaken } from './users.errors.ts';

@Injectable()
export class SignUpService {
  constructor(
    private readonly db: Database,
    private readonly verifying: VerifyEmailService,
  ) {}

  /** Opens a customer's account, and asks for the mail that verifies the address. The unique index decides who was first. */
  async signUp({ email, name, password }: SignUp): Promise<KnownCustomer> {
    const customer = { id: uuidv7(), passwordHash: await hashPassword(password) };
    await this.db.writeSql(async (tx) => {
      tx.atCommit(
        Prisma.sql`
          INSERT INTO customers (id, email, name, password_hash)
          VALUES (${customer.id}::uuid, ${email}, ${name}, ${customer.passwordHash})`,
        { customers_store_id_email_key: () => new EmailTaken() },
      );
      this.verifying.askAtCommit(tx, customer.id);
    });
    return customer;
  }
}
