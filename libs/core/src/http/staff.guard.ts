import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { StaffMember } from '@tradewind/contracts';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error.ts';

export class NotStaff extends DomainError {
  readonly status = 401;
  readonly code = 'staff_only';
  constructor() {
    super('Sign in as a member of this store’s staff.');
  }
}

export class RoleRequired extends DomainError {
  readonly status = 403;
  readonly code = 'role_required';
  constructor() {
    super('Your role in this store does not cover that. Ask one of its owners.');
  }
}

/** Finds who of the current store's staff somebody is; null for strangers. Implemented by the users module. */
export abstract class StaffLookup {
  abstract staffMember(staffId: string): Promise<StaffMember | null>;
}

type Role = StaffMember['role'];

const rolesKey = 'tradewind:roles';

/** Narrows a route behind `StaffGuard` to some of the staff; without it all of them may. */
export const Roles = (...roles: [Role, ...Role[]]) => SetMetadata(rolesKey, roles);

/** Lets only staff of this store through, and of them only those whose role the route asks for. */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(
    private readonly staff: StaffLookup,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { staffId } = context.switchToHttp().getRequest<FastifyRequest>().session;
    const member = staffId ? await this.staff.staffMember(staffId) : null;
    if (!member) throw new NotStaff();
    const places = [context.getHandler(), context.getClass()];
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(rolesKey, places);
    if (roles && !roles.includes(member.role)) throw new RoleRequired();
    return true;
  }
}

/** The id of who of the staff is calling. Only behind `StaffGuard`. */
export const CurrentStaffId = createParamDecorator((_: unknown, context: ExecutionContext) =>
  staffIdOf(context),
);

/** The same, as histories name them: "staff:<id>". */
export const CurrentStaff = createParamDecorator(
  (_: unknown, context: ExecutionContext) => `staff:${staffIdOf(context)}`,
);

function staffIdOf(context: ExecutionContext): string {
  const { staffId } = context.switchToHttp().getRequest<FastifyRequest>().session;
  if (!staffId) throw new NotStaff();
  return staffId;
}
