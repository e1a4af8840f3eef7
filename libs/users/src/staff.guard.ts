import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SessionService } from './session.service.ts';
import { NotStaff } from './users.errors.ts';

/** Lets only staff of this store through. */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(private readonly sessions: SessionService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { staffId } = context.switchToHttp().getRequest<FastifyRequest>().session;
    if (!staffId || !(await this.sessions.staffMember(staffId))) throw new NotStaff();
    return true;
  }
}

/** Who of the staff is calling, as histories name them: "staff:<id>". Only behind `StaffGuard`. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { staffId } = context.switchToHttp().getRequest<FastifyRequest>().session;
  if (!staffId) throw new NotStaff();
  return `staff:${staffId}`;
});
