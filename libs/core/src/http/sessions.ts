import fastifySession, { type FastifySessionOptions } from '@fastify/session';
import { Logger } from '@nestjs/common';
import { currentScope } from '@tradewind/database';
import type { FastifyInstance, Session } from 'fastify';
import type { Redis } from 'ioredis';
import { deriveKey } from '../security/keys.ts';

export const sessionCookieName = 'tw_session';
const daysSignedIn = 14;
export const sessionSeconds = daysSignedIn * 24 * 3600;

declare module 'fastify' {
  interface Session {
    customerId?: string;
    staffId?: string;
  }
}

type Store = NonNullable<FastifySessionOptions['store']>;

/**
 * Sessions live in Redis under a key that carries the store, so a cookie of one store is unknown to the next.
 * While Redis is away everybody is a visitor: the shop goes on selling to guests.
 */
class SessionStore implements Store {
  private readonly logger = new Logger('Sessions');
  constructor(private readonly redis: Redis) {}

  set: Store['set'] = (id, session, done) => {
    this.redis.set(sessionKeyOf(id), JSON.stringify(session), 'EX', sessionSeconds).then(() => done(), done);
  };

  get: Store['get'] = (id, done) => {
    this.redis.get(sessionKeyOf(id)).then(
      (json) => done(null, json === null ? null : (JSON.parse(json) as Session)),
      (error: unknown) => {
        this.logger.warn({ err: error }, 'Sessions cannot be read; treating the caller as a visitor');
        done(null, null);
      },
    );
  };

  destroy: Store['destroy'] = (id, done) => {
    this.redis.del(sessionKeyOf(id)).then(() => done(), done);
  };
}

/**
 * Where a session of the current store is kept. Under "session" were those that nobody had noted for their customer: a
 * new password could not end them, so they are not looked for any more.
 */
export const sessionKeyOf = (id: string): string =>
  `store:${currentScope()?.storeId ?? 'none'}:sign-in:${id}`;

export async function useSessions(
  server: FastifyInstance,
  redis: Redis,
  appSecret: string,
  secure: boolean,
): Promise<void> {
  await server.register(fastifySession, {
    secret: deriveKey(appSecret, 'session-cookie').toString('hex'),
    cookieName: sessionCookieName,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: sessionSeconds * 1000 },
    store: new SessionStore(redis),
    saveUninitialized: false,
    rolling: false,
  });
}
