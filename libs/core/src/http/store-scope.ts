import { runInScope } from '@tradewind/database';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../errors/domain-error.ts';
import { originOf } from './trace-requests.ts';

export class UnknownStore extends DomainError {
  readonly status = 404;
  readonly code = 'unknown_store';
  constructor() {
    super('No store lives at this address.');
  }
}

/** Finds the store of a host name; undefined when there is none. Implemented by the stores module. */
export abstract class StoreLookup {
  abstract storeIdOf(host: string): Promise<string | undefined>;
}

/** These belong to the platform and run without a scope: a query of theirs sees no store's rows. */
const platformPaths = ['/api/webhooks/', '/docs'];

/** Enters the store's scope for everything the request does. The host decides; nothing a client sends can. */
export function enterStoreScope(server: FastifyInstance, stores: StoreLookup): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (platformPaths.some((path) => request.url.startsWith(path))) return done();
    stores.storeIdOf(request.hostname.toLowerCase()).then(
      (storeId) => {
        if (storeId === undefined) return done(new UnknownStore());
        runInScope({ storeId, ...originOf(request) }, () => done());
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  });
}
