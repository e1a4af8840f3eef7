import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { currentVisitor } from '@tradewind/core';
import { Id } from '@tradewind/contracts';
import type { FastifyRequest } from 'fastify';
import { from, type Observable, switchMap } from 'rxjs';
import { OrderAccess } from './order-access.ts';

/**
 * Lets those pass who may open the order of the route. It runs around `@Idempotent()`: whose the order is may be read
 * from a replica, which a transaction must not do.
 */
@Injectable()
export class OpenOrderInterceptor implements NestInterceptor {
  constructor(private readonly access: OrderAccess) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>();
    const id = Id.safeParse(params.id);
    // A malformed id is refused by the route's own contract.
    if (!id.success) return next.handle();
    return from(this.access.open(currentVisitor(context), id.data)).pipe(switchMap(() => next.handle()));
  }
}
