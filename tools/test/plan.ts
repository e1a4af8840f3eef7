import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { build } from '../services/build.ts';
import { generateClient, isGenerated } from '../services/generate-client.ts';
import type { Steps } from '../services/steps.ts';
import { reportsDir } from './reports.ts';
import { notRun, type SuiteResult } from './suite.ts';
import { allInt, e2e, int, lint, type Manner, types, unit, worlds } from './suites.ts';
import { section } from './summary.ts';
import { throwAwayServices, throwAwaySystem } from './throw-away.ts';

export const suiteNames = ['lint', 'types', 'unit', 'int', 'e2e'] as const;
type SuiteName = (typeof suiteNames)[number];

/** The files that open worlds of their own take longest: in parts, both cores have something to do until the end. */
const partsOfWorlds = [1, 2, 3];

/**
 * All suites, the longest first, two at a time for two cores. They share nothing but the checkout: each has databases
 * of its own. The storefront's types are generated into the same folder as its build, so they wait for it.
 */
export async function everything(steps: Steps): Promise<SuiteResult[]> {
  rmSync(join(reportsDir, 'logs'), { recursive: true, force: true });
  await generateFirst(steps);
  const built = build(steps);
  const inTurn = pLimit(2);
  const suite = (name: string, run: () => Promise<SuiteResult>) => inTurn(() => report(steps, name, run));
  return Promise.all([
    suite('e2e', () => e2eSuite(steps, built)),
    suite('lint', lint),
    suite('int', () => withServices(steps, 'int', int)),
    ...partsOfWorlds.map((part) => {
      const name = `worlds-${part}`;
      const shard = `${part}/${partsOfWorlds.length}`;
      return suite(name, () => withServices(steps, name, (environment) => worlds(name, shard, environment)));
    }),
    suite('unit', unit),
    suite('build', () => buildSuite(built)),
    suite('types', () => built.then(() => types())),
  ]);
}

/** One suite, for daily work: what it writes is shown as it comes. */
export async function oneSuite(
  name: SuiteName,
  patterns: readonly string[],
  steps: Steps,
): Promise<SuiteResult> {
  await generateFirst(steps);
  const manner = { patterns, onOutput: (text: string) => process.stdout.write(text) };
  const suites = {
    lint: () => lint(manner),
    types: () => types(manner),
    unit: () => unit(manner),
    int: () => withServices(steps, 'int', (environment) => allInt(environment, manner)),
    e2e: () => e2eSuite(steps, build(steps), manner),
  };
  return suites[name]().catch((error: unknown) => notRun(name, error));
}

/** On services of its own, which are removed afterwards. */
async function withServices(
  steps: Steps,
  name: string,
  suite: (environment: Record<string, string>) => Promise<SuiteResult>,
): Promise<SuiteResult> {
  const services = await throwAwayServices(steps, name);
  const result = await suite(services.environment);
  await services.stop();
  return result;
}

async function e2eSuite(steps: Steps, built: Promise<void>, manner?: Manner): Promise<SuiteResult> {
  const system = await throwAwaySystem(steps, built);
  const result = await e2e(system.environment, system.baseUrl, manner);
  await system.stop();
  return result;
}

/** A failed build is a failure of its own, whatever else it keeps from running. */
async function buildSuite(built: Promise<void>): Promise<SuiteResult> {
  await built;
  return { name: 'build', passed: 0, failed: 0, skipped: 0, seconds: 0, output: '' };
}

async function report(steps: Steps, name: string, suite: () => Promise<SuiteResult>): Promise<SuiteResult> {
  const isGood = ({ failed }: SuiteResult): boolean => failed === 0;
  const result = await steps.run(name, () => suite().catch((error: unknown) => notRun(name, error)), isGood);
  const failure = section(result);
  if (failure) steps.say(failure);
  return result;
}

async function generateFirst(steps: Steps): Promise<void> {
  if (!isGenerated()) await steps.run('generate the Prisma client', generateClient);
}
