import pg from 'pg';
import { CannotRun, findBooks } from '../../load/shop.ts';
import { bold, dim, green, red, table } from '../../load/terminal.ts';
import {
  changeLetters,
  findLetters,
  findQueues,
  type Letter,
  pageSize,
  type QueueState,
} from './letters.queries.ts';
import { BadOptions, type Options, readOptions } from './options.ts';

/** Returns the code that the process ends with: 0, or 2 when nothing could be done. */
export async function main(
  args: readonly string[],
  print: (text: string) => void = console.log,
  complain: (text: string) => void = console.error,
): Promise<number> {
  try {
    const options = readOptions(args);
    const client = await connect();
    try {
      print(await answer(client, options));
    } finally {
      await client.end();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof BadOptions || error instanceof CannotRun)) throw error;
    complain(`\n${error.message}\n`);
    return 2;
  }
}

/** To the first database that answers: what was recorded here may have been stopped since. */
async function connect(): Promise<pg.Client> {
  for (const { ownerUrl } of findBooks()) {
    const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tradewind-jobs' });
    client.on('error', () => undefined);
    if (
      await client.connect().then(
        () => true,
        () => false,
      )
    )
      return client;
  }
  throw new CannotRun('No database answers. Start the shop with `npm start`, or set DATABASE_OWNER_URL.');
}

async function answer(client: pg.Client, options: Options): Promise<string> {
  if (options.verb === 'list') {
    const [letters, queues] = [await findLetters(client, options), await findQueues(client)];
    return options.json ? JSON.stringify({ letters, queues }) : listed(options, letters, queues);
  }
  const { verb } = options;
  const count = await changeLetters(client, { ...options, verb });
  const done = verb === 'replay' ? 'will be tried again now' : 'was given up for good';
  const jobs = count === 1 ? '1 job' : `${count} jobs`;
  return count > 0
    ? green(`${jobs} ${count === 1 ? done : done.replace('was', 'were')}.`)
    : 'No dead letter is meant by that.';
}

function listed({ trying }: Options, letters: Letter[], queues: QueueState[]): string {
  const page = letters.slice(0, pageSize);
  const title = trying ? 'Failed, and to be tried again' : 'Dead letters';
  const none = trying ? 'Nothing has failed.' : green('No job was given up.');
  return [
    `\n  ${bold('Open jobs')}\n`,
    queues.length === 0 ? '  none' : table(queueHeadings, queues.map(queueRow)),
    `\n  ${bold(title)}\n`,
    page.length === 0 ? `  ${none}` : page.map(letterText).join('\n'),
    letters.length > pageSize ? dim(`\n  There are more: --after ${page.at(-1)?.seq}`) : '',
  ].join('\n');
}

const queueHeadings = ['job', 'waiting', 'running', 'later', 'trying again', 'dead'];
const queueRow = ({ job, waiting, running, later, trying, dead }: QueueState): string[] => [
  job,
  ...[waiting, running, later, trying].map(String),
  dead > 0 ? red(String(dead)) : '0',
];

function letterText({ seq, id, store, job, attempts, reason, ageSeconds, requestId }: Letter): string {
  const times = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const cause = requestId === null ? '' : `, request ${requestId}`;
  // What a provider or a file said is shown as text: it cannot move the cursor.
  const words = reason.replaceAll(/\p{Cc}+/gu, ' ');
  return `  ${seq}  ${bold(job)}  ${store}  ${dim(`${agoOf(ageSeconds)}, ${times}${cause}`)}\n    ${id}\n    ${red(words)}`;
}

function agoOf(seconds: number): string {
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min ago`;
  return `${Math.round(seconds / 3_600)} h ago`;
}
