import { parseArgs } from 'node:util';
import pg from 'pg';
import { Sandbox } from '../sandbox.ts';
import { type Books, CannotRun, findBooks } from '../shop.ts';
import { bold, dim, green, red } from '../terminal.ts';
import { audit } from './audit.ts';
import { type Section, verdictOf } from './finding.ts';
import { report, tally, toJson } from './report.ts';
import { findStores, type Store } from './stores.ts';

const usage = `
  npm run audit -- [options]

  --settle 60   seconds the shop may take first to finish what it has begun; without it the books are read as they are
  --json        the results for a machine, on standard output

  Reads the database of DATABASE_OWNER_URL and the sandbox of STRIPE_API_URL, or those of the shop that was started here.
  Ends with 0 when everything holds, 1 when something is broken, 2 when the audit could not be done.
`;

interface Options {
  readonly settleSeconds: number | undefined;
  readonly isJson: boolean;
}

const broken = 1;
const couldNotRun = 2;

/** Returns the code that the process ends with. */
export async function main(args: string[]): Promise<number> {
  try {
    return await conduct(readOptions(args));
  } catch (error) {
    console.error(`\n${error instanceof CannotRun ? error.message : explain(error)}\n`);
    return couldNotRun;
  }
}

function readOptions(args: string[]): Options {
  const { settle, json, help } = parse(args);
  const settleSeconds = settle === undefined ? undefined : Number(settle || NaN);
  const isOdd = settleSeconds !== undefined && !(settleSeconds >= 0 && settleSeconds <= 3_600);
  if (help || isOdd) throw new CannotRun(usage);
  return { settleSeconds, isJson: json };
}

function parse(args: string[]) {
  try {
    const options = {
      settle: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    } as const;
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new CannotRun(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

async function conduct({ settleSeconds, isJson }: Options): Promise<number> {
  const { client, books } = await connect(findBooks());
  const sandbox = books.sandboxUrl === undefined ? undefined : new Sandbox(books.sandboxUrl, 1);
  try {
    const began = performance.now();
    const stores = await findStores(client);
    const database = withoutPassword(books.ownerUrl);
    if (!isJson) announce(database, stores);
    const sections = await audit({ client, stores, sandbox, settleSeconds, isQuiet: isJson });
    const seconds = (performance.now() - began) / 1_000;
    console.log(
      isJson ? toJson(sections, { database, stores: stores.length, seconds }) : read(sections, seconds),
    );
    return isBroken(sections) ? broken : 0;
  } finally {
    await Promise.allSettled([client.end(), sandbox?.close()]);
  }
}

/** To the first of them that answers: what was recorded here may have been stopped since. */
async function connect(candidates: Books[]): Promise<{ client: pg.Client; books: Books }> {
  const reasons = [];
  for (const books of candidates) {
    const client = new pg.Client({ connectionString: books.ownerUrl, application_name: 'tradewind-audit' });
    try {
      await client.connect();
      return { client, books };
    } catch (error) {
      reasons.push(`${withoutPassword(books.ownerUrl)} does not answer: ${explain(error)}`);
    }
  }
  throw new CannotRun(`${reasons.join('\n')}\nStart the shop with \`npm start\`, or set DATABASE_OWNER_URL.`);
}

function announce(database: string, stores: readonly Store[]): void {
  const names = stores.length > 4 ? `${stores.length} stores` : stores.map(({ name }) => name).join(' and ');
  console.log(`\n  ${bold('audit')}  ${names || 'no stores'}`);
  console.log(`${dim(`  ${database}`)}\n`);
}

function read(sections: readonly Section[], seconds: number): string {
  const verdict = isBroken(sections) ? red('The books do not agree.') : green('All books agree.');
  return `${report(sections)}\n\n  ${verdict} ${tally(sections)} ${dim(`(${seconds.toFixed(1)} s)`)}\n`;
}

const isBroken = (sections: readonly Section[]): boolean =>
  sections.some(({ findings }) => findings.some((finding) => verdictOf(finding) === 'red'));

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** An AggregateError, which is what a refused connection is, has no message of its own. */
function explain(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(explain).join('; ');
  return error instanceof Error ? error.message : String(error);
}
