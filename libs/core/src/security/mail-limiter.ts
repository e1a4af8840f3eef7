import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { currentScope } from '@tradewind/database';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { Config } from '../config/config.ts';
import { TooManyRequests } from '../errors/domain-error.ts';
import { openRedis } from '../queues/redis.ts';
import { networkOf } from './network-of.ts';

const duration = 3_600;

/** What somebody may make us send to an address that need not be theirs. */
export type AskedMail = 'password-reset' | 'verification' | 'invitation' | 'stock-alert';

/**
 * Keeps strangers from filling somebody's mailbox through us: in an hour and a store three mails of a kind to one
 * address, ten when they are about different goods, and sixty for one network. Addresses are counted as they are typed,
 * whether anybody is known by them or not, so it tells nobody who is. While Redis is away each process counts for itself.
 */
@Injectable()
export class MailLimiter implements OnApplicationShutdown {
  private readonly redis;
  private readonly networks;
  private readonly addresses;
  private readonly addressesOfAlerts;

  constructor(@Inject(Config) { REDIS_URL }: Config) {
    this.redis = openRedis(REDIS_URL);
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterRedis({
        storeClient: this.redis,
        keyPrefix,
        points,
        duration,
        insuranceLimiter: new RateLimiterMemory({ points, duration }),
      });
    this.networks = limiter('limit:mail-network', 60);
    this.addresses = limiter('limit:mail-address', 3);
    this.addressesOfAlerts = limiter('limit:mail-alert', 10);
  }

  /** Counts a mail that is about to be asked for; throws when there were too many. */
  async count(mail: AskedMail, ip: string, email: string): Promise<void> {
    const store = `store:${currentScope()?.storeId}`;
    const addresses = mail === 'stock-alert' ? this.addressesOfAlerts : this.addresses;
    try {
      await this.networks.consume(`${store}:${networkOf(ip)}`);
      await addresses.consume(`${store}:${mail}:${email}`);
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
