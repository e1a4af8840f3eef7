import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config, networkOf, openRedis, TooManyRequests } from '@tradewind/core';
import { currentScope } from '@tradewind/database';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

const perAccount = { points: 10, duration: 15 * 60 };
const perAddress = { points: 100, duration: 15 * 60 };
const perAccountAnywhere = { points: 100, duration: 15 * 60 };

/**
 * Slows down the guessing of passwords: in a quarter of an hour ten attempts per account from one address, a
 * hundred per address, and a hundred per account from wherever. While Redis is away each process counts for itself.
 */
@Injectable()
export class SignInLimiter implements OnApplicationShutdown {
  private readonly redis;
  private readonly accounts;
  private readonly addresses;
  private readonly accountsAnywhere;

  constructor(@Inject(Config) config: Config) {
    this.redis = openRedis(config.REDIS_URL);
    const limiter = (keyPrefix: string, limits: { points: number; duration: number }) =>
      new RateLimiterRedis({
        storeClient: this.redis,
        keyPrefix,
        ...limits,
        insuranceLimiter: new RateLimiterMemory(limits),
      });
    this.accounts = limiter('limit:account', perAccount);
    this.addresses = limiter('limit:address', perAddress);
    this.accountsAnywhere = limiter('limit:account-anywhere', perAccountAnywhere);
  }

  /** Counts an attempt; throws when there were too many. */
  async count(ip: string, email: string): Promise<void> {
    const store = `store:${currentScope()?.storeId}`;
    const network = networkOf(ip);
    try {
      await this.addresses.consume(`${store}:${network}`);
      await this.accounts.consume(`${store}:${network}:${email}`);
      await this.accountsAnywhere.consume(`${store}:${email}`);
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
