import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Invalid } from '@tradewind/core';
import { SignIn } from '@tradewind/contracts';
import { currentScope, Database } from '@tradewind/database';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { passwordMatches } from './passwords.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { WrongCredentials } from './users.errors.ts';

const fromBody = { usernameField: 'email', passwordField: 'password', passReqToCallback: true } as const;

/** Checks a customer's e-mail address and password, within the store. */
@Injectable()
export class CustomerStrategy extends PassportStrategy(Strategy, 'customer') {
  constructor(
    private readonly db: Database,
    private readonly limiter: SignInLimiter,
  ) {
    super(fromBody);
  }

  async validate(request: FastifyRequest, ...given: [unknown, unknown]): Promise<{ id: string }> {
    const { email, password } = readCredentials(given);
    await this.limiter.count(request.ip, email);
    const customer = await this.db.write((tx) => tx.customer.findFirst({ where: { email } }));
    if (!(await passwordMatches(customer?.passwordHash, password)) || !customer) throw new WrongCredentials();
    return { id: customer.id };
  }
}

/** Checks the credentials of a member of this store's staff; members of other stores are strangers here. */
@Injectable()
export class StaffStrategy extends PassportStrategy(Strategy, 'staff') {
  constructor(
    private readonly db: Database,
    private readonly limiter: SignInLimiter,
  ) {
    super(fromBody);
  }

  async validate(request: FastifyRequest, ...given: [unknown, unknown]): Promise<{ id: string }> {
    const { email, password } = readCredentials(given);
    await this.limiter.count(request.ip, `staff:${email}`);
    const staff = await this.db.read.staff.findUnique({ where: { email }, include: { memberships: true } });
    const matches = await passwordMatches(staff?.passwordHash, password);
    if (!matches || !staff || !staff.memberships.some(isOfCurrentStore)) throw new WrongCredentials();
    return { id: staff.id };
  }
}

const isOfCurrentStore = ({ storeId }: { storeId: string }): boolean => storeId === currentScope()?.storeId;

// Passport runs before the body is validated, so what it hands over may be of any shape.
function readCredentials([email, password]: [unknown, unknown]): SignIn {
  const credentials = SignIn.safeParse({ email, password });
  if (!credentials.success)
    throw new Invalid([{ path: 'email', message: 'Send an e-mail address and a password.' }]);
  return credentials.data;
}
