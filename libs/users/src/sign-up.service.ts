import { Injectable } from '@nestjs/common';
import type { SignUp } from '@tradewind/contracts';
import { Database, Prisma } from '@tradewind/database';
import { hashPassword } from './passwords.ts';
import { EmailTaken } from './users.errors.ts';

@Injectable()
export class SignUpService {
  constructor(private readonly db: Database) {}

  /** Opens a customer's account and returns its id. The unique index decides who was first. */
  async signUp({ email, name, password }: SignUp): Promise<string> {
    const passwordHash = await hashPassword(password);
    try {
      const { id } = await this.db.write((tx) => tx.customer.create({ data: { email, name, passwordHash } }));
      return id;
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
        throw new EmailTaken();
      throw error;
    }
  }
}
