import { Books } from './books.ts';
import type { Config } from './config.ts';
import { Events } from './events.ts';
import { Idempotency } from './idempotency.ts';
import { Journal } from './journal.ts';
import { Payments } from './payments.ts';
import { Refunds } from './refunds.ts';
import { Webhooks } from './webhooks.ts';

/** The parts of the sandbox, put together. */
export interface Sandbox {
  config: Config;
  books: Books;
  payments: Payments;
  refunds: Refunds;
  webhooks: Webhooks;
  idempotency: Idempotency;
}

/** Opens the books of an earlier run, if there are any, and goes on where it ended. */
export async function openSandbox(
  config: Config,
  warn: (details: object, message: string) => void,
): Promise<Sandbox> {
  const books = new Books(new Journal(config.dataFolder));
  await books.open();
  const webhooks = new Webhooks(books, config, (message, event, reason) =>
    warn({ event: event.id, type: event.type, reason }, message),
  );
  const events = new Events(books, webhooks);
  webhooks.resume();
  return {
    config,
    books,
    payments: new Payments(books, events),
    refunds: new Refunds(books, events),
    webhooks,
    idempotency: new Idempotency(books, config.secretKey),
  };
}

/** Stops sending, writes what is left. */
export async function closeSandbox({ webhooks, books }: Sandbox): Promise<void> {
  await webhooks.close();
  await books.close();
}
