import { Injectable } from '@nestjs/common';
import type { StaffLookup, Visitor } from '@tradewind/core';
import type { Session, StaffMember } from '@tradewind/contracts';
import { currentScope, Database } from '@tradewind/database';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

type SignInListener = (customerId: string, visitor: Visitor) => Promise<void>;

const Role = z.enum(['owner', 'support']);

/** Who is signed in with this request's cookie. */
@Injectable()
export class SessionService implements StaffLookup {
  private readonly listeners: SignInListener[] = [];

  constructor(private readonly db: Database) {}

  /** Lets a module above do its part when a customer signs in, before the answer: a cart follows its owner. */
  onSignIn(listener: SignInListener): void {
    this.listeners.push(listener);
  }

  async beginCustomer(request: FastifyRequest, visitor: Visitor, customerId: string): Promise<Session> {
    await begin(request, { customerId });
    for (const listener of this.listeners) await listener(customerId, visitor);
    return this.current(request);
  }

  async beginStaff(request: FastifyRequest, staffId: string): Promise<Session> {
    await begin(request, { staffId });
    return this.current(request);
  }

  async current(request: FastifyRequest): Promise<Session> {
    const { customerId, staffId } = request.session;
    const customer = customerId
      ? await this.db.read.customer.findFirst({
          where: { id: customerId },
          select: { id: true, email: true, name: true },
        })
      : null;
    return { customer, staff: staffId ? await this.staffMember(staffId) : null };
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

/** A new session id at every sign-in: one that somebody planted before is worth nothing after. */
async function begin(
  request: FastifyRequest,
  identity: { customerId: string } | { staffId: string },
): Promise<void> {
  await request.session.regenerate();
  Object.assign(request.session, identity);
  await request.session.save();
}
