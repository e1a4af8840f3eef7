import { currentScope } from '@tradewind/database';
import pg from 'pg';
import type { TestStore } from './a-store.ts';

/** Whose shop it is, is asked every ten seconds and not for every request. */
const uncounted = /^(BEGIN|COMMIT|ROLLBACK)|FROM "public"."store(s|_domains)"/;

/** The SQL that this process sends in the name of a store while `work` runs, below all of our own code. */
export async function statementsOf({ id }: TestStore, work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const send: unknown = Reflect.get(pg.Client.prototype, 'query');
  if (typeof send !== 'function') throw new Error('pg.Client has no method query any more.');
  Reflect.set(
    pg.Client.prototype,
    'query',
    new Proxy(send, {
      apply(target, client, args: unknown[]) {
        const text = textOf(args[0]);
        if (currentScope()?.storeId === id && !uncounted.test(text)) sent.push(text);
        return Reflect.apply(target, client, args) as unknown;
      },
    }),
  );
  try {
    await work();
  } finally {
    Reflect.set(pg.Client.prototype, 'query', send);
  }
  return sent;
}

const textOf = (config: unknown): string =>
  typeof config === 'object' && config !== null ? String(Reflect.get(config, 'text')) : String(config);
