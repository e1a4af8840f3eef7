import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config, networkOf, openRedis, TooManyRequests, type Visitor } from '@tradewind/core';
import { currentScope } from '@tradewind/database';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Keeps one client from holding the whole stock with orders that it never pays: so many may be placed from one network
 * while a hold lasts. A repeated request is answered without being counted again. While Redis is away each process
 * counts for itself.
 */
@Injectable()
export class OrderLimiter implements OnApplicationShutdown {
  private readonly redis;
  private readonly limiter: RateLimiterRedis | undefined;

  constructor(@Inject(Config) { REDIS_URL, ORDERS_PER_CLIENT, UNPAID_ORDER_MINUTES }: Config) {
    this.redis = openRedis(REDIS_URL);
    const limits = { points: ORDERS_PER_CLIENT, duration: Math.ceil(UNPAID_ORDER_MINUTES * 60) };
    if (ORDERS_PER_CLIENT === 0) return;
    this.limiter = new RateLimiterRedis({
      storeClient: this.redis,
      keyPrefix: 'limit:orders',
      ...limits,
      insuranceLimiter: new RateLimiterMemory(limits),
    });
  }

  /** Counts an order that is about to be placed; throws when there were too many. */
  async count({ ip }: Visitor): Promise<void> {
    try {
      await this.limiter?.consume(`store:${currentScope()?.storeId}:${networkOf(ip)}`);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes)
        throw new TooManyRequests(Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
