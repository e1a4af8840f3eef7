import { Redis } from 'ioredis';

/**
 * For sessions and for producers: answers or fails within a second. Without the offline queue a call made while
 * Redis is away is refused at once and does not pile up.
 */
export function openRedis(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: 1_000,
    connectTimeout: 1_000,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
  });
  // ioredis reconnects by itself; the callers of failed commands hear of it one by one.
  redis.on('error', () => undefined);
  return redis;
}
