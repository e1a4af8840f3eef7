import { rmSync } from 'node:fs';
import { join } from 'node:path';
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

/**
 * All suites, in two lanes for two cores. They share nothing but the checkout:
 * each has databases of its own. The storefront's types are generated into the
 * same folder as its build, so one waits for the other.
 */
export async function everything(steps: Steps): Promise<SuiteResult[]> {
  rmSync(join(reportsDir, 'logs'), { recursive: true, force: true });
  await generateFirst(steps);
  const built = build(steps);
  const [longest, others] = await Promise.all([
    (async () => [
      await report(steps, 'e2e', () => e2eSuite(steps, built)),
      await report(steps, 'worlds', () => withServices(steps, 'worlds', worlds)),
    ])(),
    (async () => [
      await report(steps, 'lint', lint),
      await report(steps, 'unit', unit),
      await report(steps, 'build', () => buildSuite(built)),
      await report(steps, 'types', types),
      await report(steps, 'int', () => withServices(steps, 'int', int)),
    ])(),
  ]);
  return [...others, ...longest];
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
