import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Invalid } from '@tradewind/core';
import { SignIn } from '@tradewind/contracts';
import { currentScope, Database } from '@tradewind/database';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { passwordMatches } from './passwords.ts';
import type { KnownCustomer } from './session.service.ts';
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

  async validate(request: FastifyRequest): Promise<KnownCustomer> {
    const { email, password } = SignIn.parse(request.body);
    await this.limiter.count(request.ip, email);
    const customer = await this.db.write((tx) => tx.customer.findFirst({ where: { email } }));
    if (!(await passwordMatches(customer?.passwordHash, password)) || !customer) throw new WrongCredentials();
    return { id: customer.id, passwordHash: customer.passwordHash };
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

  async validate(request: FastifyRequest): Promise<{ id: string }> {
    const { email, password } = SignIn.parse(request.body);
    await this.limiter.count(request.ip, `staff:${email}`);
    const staff = await this.db.read.staff.findUnique({ where: { email }, include: { memberships: true } });
    const matches = await passwordMatches(staff?.passwordHash, password);
    if (!matches || !staff || !staff.memberships.some(isOfCurrentStore)) throw new WrongCredentials();
    return { id: staff.id };
  }
}

const isOfCurrentStore = ({ storeId }: { storeId: string }): boolean => storeId === currentScope()?.storeId;

function readBody(context: ExecutionContext): void {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  const credentials = SignIn.safeParse(body);
  if (credentials.success) return;
  throw new Invalid(
    credentials.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
  );
}

/**
 * Guards run before the body is validated, and Passport would take credentials from the query too and answer a
 * missing one with 401: so the body is looked at first, and nothing but whole credentials counts as an attempt.
 */
@Injectable()
export class CustomerSignInGuard extends AuthGuard('customer') {
  override canActivate(context: ExecutionContext) {
    readBody(context);
    return super.canActivate(context);
  }
}

@Injectable()
export class StaffSignInGuard extends AuthGuard('staff') {
  override canActivate(context: ExecutionContext) {
    readBody(context);
    return super.canActivate(context);
  }
}
