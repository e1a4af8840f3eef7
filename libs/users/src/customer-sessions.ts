import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config, openRedis, sessionKeyOf, sessionSeconds } from '@tradewind/core';
import { currentScope } from '@tradewind/database';

/** Which sessions a customer has, so that all can be ended; kept beside them, for as long. */
@Injectable()
export class CustomerSessions implements OnApplicationShutdown {
  private readonly redis;

  constructor(@Inject(Config) { REDIS_URL }: Config) {
    this.redis = openRedis(REDIS_URL);
  }

  /** Call it before the session says whose it is: one that is not noted could not be ended. */
  async note(customerId: string, sessionId: string): Promise<void> {
    const key = keyOf(customerId);
    await this.redis.zremrangebyscore(key, '-inf', String(Date.now() - sessionSeconds * 1_000));
    await this.redis.zadd(key, String(Date.now()), sessionId);
    await this.redis.expire(key, sessionSeconds);
  }

  async endAll(customerId: string): Promise<void> {
    const sessionIds = await this.redis.zrange(keyOf(customerId), '0', '-1');
    await this.redis.del(keyOf(customerId), ...sessionIds.map(sessionKeyOf));
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}

const keyOf = (customerId: string): string => `store:${currentScope()?.storeId}:sessions-of:${customerId}`;
