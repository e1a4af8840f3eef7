import { Bank } from './bank.ts';
import { Books } from './books.ts';
import type { Config } from './config.ts';
import { Events } from './events.ts';
import { Faults } from './faults/faults.ts';
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
  faults: Faults;
  bank: Bank;
}

/** Opens the books of an earlier run, if there are any, and goes on where it ended. */
export async function openSandbox(
  config: Config,
  warn: (details: object, message: string) => void,
): Promise<Sandbox> {
  const books = new Books(new Journal(config.dataFolder));
  await books.open();
  const faults = new Faults();
  const webhooks = new Webhooks(books, config, {
    faults,
    log: (message, event, reason) => warn({ event: event.id, type: event.type, reason }, message),
  });
  const events = new Events(books, webhooks);
  const bank = new Bank();
  const refunds = new Refunds(books, events, bank);
  webhooks.resume();
  refunds.resume();
  return {
    config,
    books,
    payments: new Payments(books, events),
    refunds,
    webhooks,
    idempotency: new Idempotency(books, config.secretKey),
    faults,
    bank,
  };
}

/** Lets go of every call that a fault holds up, which would keep the server from closing. Sends nothing more. */
export async function calmSandbox({ webhooks, faults, bank }: Sandbox): Promise<void> {
  bank.close();
  await webhooks.close();
  faults.disarm();
}

/** Writes what is left. */
export async function closeSandbox({ books }: Sandbox): Promise<void> {
  await books.close();
}
