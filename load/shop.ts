import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Where the parts of the running shop are. */
export interface Shop {
  readonly apiUrl: string;
  readonly storefrontUrl: string;
  /** As the owner of the database: stock is topped up and the books are audited there. */
  readonly ownerUrl: string;
  /** The payment sandbox. Load never runs against Stripe itself. */
  readonly sandboxUrl: string;
  /** Where its mails arrive, when that is the mailbox of this repository. */
  readonly mailboxUrl: string | undefined;
}

/** What an audit needs of a shop, which need not be running. */
export interface Books {
  readonly ownerUrl: string;
  /** Unknown when the shop is paid through Stripe itself: its books are not read. */
  readonly sandboxUrl: string | undefined;
}

type Environment = Record<string, string | undefined>;

export const dataDir = join(import.meta.dirname, '../.data');
const recorded = join(dataDir, 'env');
/** By the services that a developer runs without the shop. */
const recordedByServices = join(dataDir, 'dev.env');

/** Thrown when a run cannot begin; its message tells a person what to do. */
export class CannotRun extends Error {}

/**
 * The shop of this checkout: `npm start` records its addresses in .data/env. Whoever sets API_URL means another
 * shop, and then all of it: its database must not be mistaken for the one recorded here.
 */
export function findShop(environment: Environment = process.env): Shop {
  if (environment.API_URL) return shopOf(environment, 'the environment');
  if (!existsSync(recorded)) {
    throw new CannotRun(
      'No shop is known here. Start it with `npm start`, or set API_URL, DATABASE_OWNER_URL and STRIPE_API_URL.',
    );
  }
  return shopOf(parseEnv(readFileSync(recorded, 'utf8')), recorded);
}

/** Reads the addresses from what is set; `source` is named when one is missing. */
export function shopOf(environment: Environment, source: string): Shop {
  const { API_URL, DATABASE_OWNER_URL, STRIPE_API_URL, STOREFRONT_URL, PUBLIC_ORIGIN, MAILBOX_URL } =
    environment;
  if (!API_URL || !DATABASE_OWNER_URL) {
    throw new CannotRun(`API_URL and DATABASE_OWNER_URL are both needed; ${source} has only one of them.`);
  }
  if (!STRIPE_API_URL) {
    throw new CannotRun(
      `There is no STRIPE_API_URL in ${source}, so this shop is paid through Stripe itself. Load runs against the sandbox only.`,
    );
  }
  return {
    apiUrl: API_URL,
    storefrontUrl: STOREFRONT_URL ?? (PUBLIC_ORIGIN ?? 'http://{host}:3000').replace('{host}', 'localhost'),
    ownerUrl: DATABASE_OWNER_URL,
    sandboxUrl: STRIPE_API_URL,
    mailboxUrl: MAILBOX_URL,
  };
}

/** The books that may be meant, the likeliest first: those of the environment, or else of what was started here. */
export function findBooks(environment: Environment = process.env): Books[] {
  if (environment['DATABASE_OWNER_URL']) return booksOf(environment);
  const found = [recorded, recordedByServices].filter((file) => existsSync(file));
  if (found.length > 0) return found.flatMap((file) => booksOf(parseEnv(readFileSync(file, 'utf8'))));
  throw new CannotRun(
    'No shop is known here. Start it with `npm start`, or set DATABASE_OWNER_URL (and STRIPE_API_URL, for its sandbox).',
  );
}

function booksOf({ DATABASE_OWNER_URL, STRIPE_API_URL }: Environment): Books[] {
  return DATABASE_OWNER_URL ? [{ ownerUrl: DATABASE_OWNER_URL, sandboxUrl: STRIPE_API_URL }] : [];
}
