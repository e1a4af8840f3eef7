import { parseArgs } from 'node:util';

export const usage = `
  npm run jobs -- list    [--job <name>] [--store <slug>] [--trying] [--after <number>] [--json]
  npm run jobs -- replay  <id>... | --all [--job <name>] [--store <slug>]
  npm run jobs -- drop    <id>... | --all [--job <name>] [--store <slug>]

  list    the dead letters: jobs that were given up, with the reason; and a line for each kind of job.
          --trying shows those instead that have failed and will be tried again
  replay  tries them again, from the first attempt, at once
  drop    gives them up for good; they stay in the table, as done, with their reason

  Reads the database of DATABASE_OWNER_URL, or of the shop that was started here.
`;

export interface Options {
  readonly verb: 'list' | 'replay' | 'drop';
  readonly ids: readonly string[];
  readonly all: boolean;
  readonly job: string | undefined;
  readonly store: string | undefined;
  readonly trying: boolean;
  readonly after: string | undefined;
  readonly json: boolean;
}

/** Thrown when the command line makes no sense; the message tells a person what does. */
export class BadOptions extends Error {}

const isVerb = (word: string): word is Options['verb'] => ['list', 'replay', 'drop'].includes(word);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [verb = 'list', ...ids] = positionals;
  if (values.help || !isVerb(verb)) throw new BadOptions(usage);
  if (verb !== 'list' && ids.length === 0 && !values.all)
    throw new BadOptions(`Name the jobs to ${verb} by their ids, or say --all.`);
  const odd = ids.find((id) => !uuid.test(id));
  if (odd !== undefined)
    throw new BadOptions(`${odd} is no id of a job; \`npm run jobs -- list\` shows them.`);
  if (values.after !== undefined && !/^\d{1,18}$/.test(values.after))
    throw new BadOptions('--after takes the number in the first column.');
  const { job, store, after } = values;
  return { verb, ids, all: values.all, job, store, trying: values.trying, after, json: values.json };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = {
    ...{ job: text, store: text, after: text },
    ...{ all: flag, trying: flag, json: flag, help: flag },
  };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new BadOptions(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
