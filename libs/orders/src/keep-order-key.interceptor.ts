import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { currentVisitor } from '@tradewind/core';
import { PlacedOrder } from '@tradewind/contracts';
import { type Observable, tap } from 'rxjs';
import { OrderAccess } from './order-access.ts';

/**
 * Leaves the key to a placed order in the browser. It runs around `@Idempotent()`, so that a browser which
 * lost the first answer gets its key with the repeated one.
 */
@Injectable()
export class KeepOrderKeyInterceptor implements NestInterceptor {
  constructor(private readonly access: OrderAccess) {}

  intercept(context: ExecutionContext, next: CallHandler<string>): Observable<string> {
    return next.handle().pipe(
      tap((answer) => {
        const { order } = PlacedOrder.parse(JSON.parse(answer));
        this.access.keepKey(currentVisitor(context), order.id);
      }),
    );
  }
}
