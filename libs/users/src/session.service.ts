import { Injectable } from '@nestjs/common';
import type { StaffLookup, Visitor } from '@tradewind/core';
import { type Customer, type Session, type StaffMember, staffRoles } from '@tradewind/contracts';
import { currentScope, Database } from '@tradewind/database';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CustomerSessions } from './customer-sessions.ts';
import { WrongCredentials } from './users.errors.ts';

/** Somebody whose password was checked, against this hash. */
export interface KnownCustomer {
  id: string;
  passwordHash: string;
}

type SignInListener = (customerId: string, visitor: Visitor) => Promise<void>;

export const Role = z.enum(staffRoles);

/** Who is signed in with this request's cookie. */
@Injectable()
export class SessionService implements StaffLookup {
  private readonly listeners: SignInListener[] = [];

  constructor(
    private readonly db: Database,
    private readonly sessions: CustomerSessions,
  ) {}

  /** Lets a module above do its part when a customer signs in, before the answer: a cart follows its owner. */
  onSignIn(listener: SignInListener): void {
    this.listeners.push(listener);
  }

  async beginCustomer(request: FastifyRequest, visitor: Visitor, customer: KnownCustomer): Promise<Session> {
    await request.session.regenerate();
    await this.sessions.note(customer.id, request.session.sessionId);
    await identify(request, { customerId: customer.id });
    if (!(await this.isStillKnown(customer))) {
      await request.session.destroy();
      throw new WrongCredentials();
    }
    for (const listener of this.listeners) await listener(customer.id, visitor);
    return this.current(request);
  }

  /**
   * Whether the password that was checked is still the one. A change of it waits for us, or we for it: either it ends
   * the session that was just noted, or we see it here.
   */
  private isStillKnown({ id, passwordHash }: KnownCustomer): Promise<boolean> {
    return this.db.writeSql(async (tx) => {
      const rows = await tx.$queryRaw`
        SELECT FROM customers WHERE id = ${id}::uuid AND password_hash = ${passwordHash} FOR SHARE`;
      return rows.length > 0;
    });
  }

  async beginStaff(request: FastifyRequest, staffId: string): Promise<Session> {
    await request.session.regenerate();
    await identify(request, { staffId });
    return this.current(request);
  }

  async current(request: FastifyRequest): Promise<Session> {
    const { customerId, staffId } = request.session;
    return {
      customer: customerId ? await this.findCustomer(customerId) : null,
      staff: staffId ? await this.staffMember(staffId) : null,
    };
  }

  private async findCustomer(id: string): Promise<Customer | null> {
    const customer = await this.db.read.customer.findFirst({
      where: { id },
      select: { email: true, name: true, verifiedAt: true },
    });
    return (
      customer && { id, email: customer.email, name: customer.name, isVerified: customer.verifiedAt !== null }
    );
  }

  /** Looked up each time, so that a membership that was taken away ends as soon as the replicas know. */
  async staffMember(staffId: string): Promise<StaffMember | null> {
    const membership = await this.db.read.membership.findFirst({
      where: { staffId, storeId: currentScope()?.storeId ?? '' },
      select: { role: true, staff: { select: { id: true, email: true, name: true } } },
    });
    return membership && { ...membership.staff, role: Role.parse(membership.role) };
  }
}

/** Says whose the session is, which has just got a new id: one that somebody planted before is worth nothing after. */
async function identify(
  request: FastifyRequest,
  identity: { customerId: string } | { staffId: string },
): Promise<void> {
  Object.assign(request.session, identity);
  await request.session.save();
}
