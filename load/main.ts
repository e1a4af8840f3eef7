import { join } from 'node:path';
import pg from 'pg';
import { audit } from './audit/audit.ts';
import { type Section, verdictOf } from './audit/finding.ts';
import { report } from './audit/report.ts';
import { findStores } from './audit/stores.ts';
import { Journal } from './journal.ts';
import { checkout } from './journeys/checkout.ts';
import { flashSale } from './journeys/flash-sale.ts';
import { findOpenStores, type OpenStore } from './open-stores.ts';
import { arrivalsNow, noMoreCopiesThan } from './copies.ts';
import { Killer } from './killer.ts';
import { type Options, readOptions } from './options.ts';
import { Random } from './random.ts';
import { Recording } from './recording.ts';
import { runLoad } from './runner.ts';
import { Sandbox } from './sandbox.ts';
import type { Play, Scenario } from './scenario.ts';
import { CannotRun, dataDir, findShop, type Shop } from './shop.ts';
import { Shopper } from './shopper.ts';
import { StaffDesk } from './staff-desk.ts';
import { progress, summary } from './summary.ts';
import { bold, dim, green, MovingLine, red } from './terminal.ts';
import { visitTheShop, visitorOf } from './visit.ts';

const scenarios: Record<string, Scenario> = { checkout, 'flash-sale': flashSale };

/** Everything that a run needs and that is closed afterwards. */
interface Run {
  readonly options: Options;
  readonly scenario: Scenario;
  readonly shop: Shop;
  readonly stores: readonly OpenStore[];
  readonly client: pg.Client;
  readonly sandbox: Sandbox;
  readonly journal: Journal;
}

/** Returns the code that the process ends with. */
export async function main(args: string[]): Promise<number> {
  try {
    const options = readOptions(args);
    const scenario = scenarios[options.scenario];
    if (!scenario)
      throw new CannotRun(
        `There is no scenario "${options.scenario}", only ${Object.keys(scenarios).join(', ')}.`,
      );
    return await open(options, scenario);
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    console.error(`\n${error.message}\n`);
    return 1;
  }
}

async function open(options: Options, scenario: Scenario): Promise<number> {
  const shop = findShop();
  const client = new pg.Client({ connectionString: shop.ownerUrl, application_name: 'tradewind-load' });
  await client.connect().catch((error: unknown) => {
    throw new CannotRun(
      `The shop's database does not answer: ${String(error)}\nStart the shop with npm start.`,
    );
  });
  const sandbox = new Sandbox(shop.sandboxUrl, options.users);
  const journal = new Journal(join(dataDir, 'load', `${new Date().toISOString().replaceAll(':', '')}.jsonl`));
  try {
    const stores = choose(await findOpenStores(client), options.stores);
    for (const store of stores) await visitTheShop(shop, options.via, store);
    return await conduct({ options, scenario, shop, stores, client, sandbox, journal });
  } finally {
    await Promise.allSettled([client.end(), sandbox.close(), journal.close()]);
  }
}

function choose(stores: OpenStore[], slugs: readonly string[]): OpenStore[] {
  for (const slug of slugs) {
    if (!stores.some((store) => store.slug === slug)) {
      throw new CannotRun(
        `There is no store "${slug}", only ${stores.map((store) => store.slug).join(', ')}.`,
      );
    }
  }
  const chosen = slugs.length === 0 ? stores : stores.filter(({ slug }) => slugs.includes(slug));
  if (chosen.length === 0) throw new CannotRun('This shop has no stores: its database is not seeded.');
  return chosen;
}

async function conduct(run: Run): Promise<number> {
  const { options, scenario, shop, client, stores, sandbox, journal } = run;
  announce(run);
  const play = await scenario.prepare({
    client,
    stores,
    options,
    tell: (news) => console.log(dim(`  ${news}`)),
  });

  const recording = new Recording();
  const before = await arrivalsNow(options.kills > 0 ? shop.mailboxUrl : undefined);
  await shopUntilTimeIsUp(run, play, recording);
  console.log(`\n${summary(recording, options.seconds, scenario)}\n`);

  // All stores, not only those that were visited: a run in one must not have harmed the other.
  const { settleSeconds } = options;
  const everywhere = await findStores(client);
  const sections = await audit({ client, stores: everywhere, sandbox, journal: journal.path, settleSeconds });
  const outcome = await outcomeOf(play, options.scenario, recording);
  const after = await arrivalsNow(before && shop.mailboxUrl);
  const occasions = recording.total('killed') + recording.total('stopped');
  if (before && after)
    outcome.push({ title: 'Mails', findings: [noMoreCopiesThan(occasions, before, after)] });
  console.log(`${report([...sections, ...outcome])}\n`);
  return verdict(recording, countBroken([...sections, ...outcome]), journal.path);
}

const countBroken = (sections: readonly Section[]): number =>
  sections.flatMap(({ findings }) => findings).filter((finding) => verdictOf(finding) === 'red').length;

async function outcomeOf({ outcome }: Play, scenario: string, recording: Recording): Promise<Section[]> {
  return outcome ? [{ title: `This ${scenario}`, findings: await outcome(recording) }] : [];
}

function announce({ options, stores, shop, journal }: Run): void {
  const { scenario, users, seconds, rampSeconds, thinkMs, seed, via } = options;
  const origin = via === 'api' ? shop.apiUrl : shop.storefrontUrl;
  console.log(
    `\n  ${bold(scenario)}  ${users} users, ${seconds} s, in ${stores.map(({ name }) => name).join(' and ')}`,
  );
  const extras = [
    rampSeconds > 0 && `arriving over ${rampSeconds} s`,
    thinkMs > 0 && `thinking ${thinkMs} ms a page`,
  ];
  console.log(dim(`  ${[`via ${via} ${origin}`, `seed ${seed}`, ...extras.filter(Boolean)].join(' · ')}`));
  console.log(dim(`  promises are kept in ${journal.path}`));
}

async function shopUntilTimeIsUp(run: Run, { stores, journey }: Play, recording: Recording): Promise<void> {
  const { users, seconds, rampSeconds } = run.options;
  const desks = await openDesks(run, stores);
  const shoppers = Array.from({ length: users }, (_, user) => {
    const store = stores[user % stores.length] as OpenStore;
    return shopperOf(run, recording, { user, store, staff: desks.get(store.id) });
  });
  const killer = run.options.kills > 0 ? Killer.open(run.options, recording) : undefined;
  const stop = killer ? AbortSignal.any([stopOnCtrlC(), killer.isDone]) : stopOnCtrlC();
  const line = new MovingLine();
  const killed = () => recording.total('killed');
  const deaths = () => (killer ? `   ${killed()} of ${run.options.kills} workers killed` : '');
  const timer = setInterval(() => line.show(progress(recording, seconds) + deaths()), 500);
  try {
    const go = (user: number) => journey(shoppers[user] as Shopper);
    await runLoad({ users, seconds, rampSeconds, journey: go, stop }, recording);
  } finally {
    clearInterval(timer);
    line.clear();
    await killer?.close();
    if (killer)
      console.log(`\n  ${killed()} workers killed, ${recording.total('stopped')} stopped for a while`);
    await Promise.allSettled(shoppers.map(({ visitor }) => visitor.close()));
    await Promise.allSettled([...desks.values()].map((desk) => desk.close()));
  }
}

/** Enough for two of them to want different things of one order at the same time. */
const staffConnections = 4;

/** One in each store, when there is work for its staff. */
async function openDesks(
  { shop, options }: Run,
  stores: readonly OpenStore[],
): Promise<Map<string, StaffDesk>> {
  const desks = new Map<string, StaffDesk>();
  for (const store of options.staffPercent > 0 ? stores : []) {
    desks.set(store.id, await StaffDesk.open(visitorOf(shop, options.via, store, staffConnections), store));
  }
  return desks;
}

interface Somebody {
  readonly user: number;
  readonly store: OpenStore;
  readonly staff: StaffDesk | undefined;
}

function shopperOf(
  { shop, options, sandbox, journal }: Run,
  recording: Recording,
  { user, store, staff }: Somebody,
): Shopper {
  const random = new Random(options.seed).fork(user);
  const visitor = visitorOf(shop, options.via, store);
  return new Shopper({ visitor, random, recording, sandbox, journal, thinkMs: options.thinkMs, staff });
}

/** The first Ctrl-C ends the run, and the books are audited all the same; a second one, later, ends the process. */
function stopOnCtrlC(): AbortSignal {
  const stop = new AbortController();
  let askedAt: number | undefined;
  const onSignal = () => {
    // A terminal sends Ctrl-C to us and to npm, and npm passes it on: within a second it is the same one.
    if (askedAt !== undefined && performance.now() - askedAt > 1_000) process.exit(130);
    askedAt ??= performance.now();
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return stop.signal;
}

function verdict(recording: Recording, broken: number, journal: string): number {
  if (broken > 0) {
    console.log(
      red(`  ${broken === 1 ? 'A check has' : `${broken} checks have`} failed. The promises: ${journal}\n`),
    );
    return 1;
  }
  if (recording.total('placed') === 0) {
    console.log(red('  Nothing was sold.\n'));
    return 1;
  }
  console.log(green('  All books agree.\n'));
  return 0;
}
