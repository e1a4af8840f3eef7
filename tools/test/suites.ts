import { join } from 'node:path';
import { childEnvironment } from '../services/environment.ts';
import { binDir, root } from '../services/paths.ts';
import { chromiumEnvironment } from './browser.ts';
import { countJest, countPlaywright, freshReport } from './reports.ts';
import { runSuite, type SuiteResult } from './suite.ts';

type Environment = Record<string, string>;

/** How a suite is run: whole and quietly, unless somebody works on it. */
export interface Manner {
  readonly patterns?: readonly string[];
  readonly onOutput?: (text: string) => void;
}

/** Import boundaries, ESLint, Prettier. */
export const lint = (manner: Manner = {}): Promise<SuiteResult> =>
  runSuite({
    ...manner,
    name: 'lint',
    command: process.execPath,
    args: ['tools/lint.ts', ...(manner.patterns ?? [])],
    env: childEnvironment({}),
  });

/** The whole workspace, and the storefront with its own compiler settings. */
export async function types(manner: Manner = {}): Promise<SuiteResult> {
  const script = 'tsc -p tsconfig.json && cd apps/storefront && next typegen && tsc -p tsconfig.json';
  return runSuite({
    ...manner,
    name: 'types',
    command: 'sh',
    args: ['-c', script],
    env: childEnvironment({}),
  });
}

export const unit = (manner: Manner = {}): Promise<SuiteResult> =>
  jest('unit', ['--selectProjects=unit'], {}, manner);

/** Against PostgreSQL with its replica, Redis, the mailbox and the payment sandbox: what shares a database... */
export const int = (environment: Environment): Promise<SuiteResult> =>
  jest('int', ['--selectProjects=int'], environment);

/** ...a part of what opens databases of its own... */
export const worlds = (name: string, shard: string, environment: Environment): Promise<SuiteResult> =>
  jest(name, ['--selectProjects=world', `--shard=${shard}`], environment);

/** ...and both, for somebody who works on one of them. */
export const allInt = (environment: Environment, manner: Manner): Promise<SuiteResult> =>
  jest('int', ['--selectProjects=int', '--selectProjects=world'], environment, manner);

/** In a browser, against the whole system. */
export async function e2e(
  environment: Environment,
  baseUrl: string,
  manner: Manner = {},
): Promise<SuiteResult> {
  const report = freshReport('e2e');
  return runSuite({
    ...manner,
    name: 'e2e',
    command: join(binDir, 'playwright'),
    args: ['test', '--reporter=list,json', ...(manner.patterns ?? [])],
    env: childEnvironment({
      ...environment,
      ...(await chromiumEnvironment()),
      BASE_URL: baseUrl,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }),
    count: () => countPlaywright(report),
  });
}

function jest(
  name: string,
  options: readonly string[],
  environment: Environment,
  manner: Manner = {},
): Promise<SuiteResult> {
  const report = freshReport(name);
  // Jest keeps what every file has loaded; all of them together are more than Node allows itself by default.
  const node = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    '--max-old-space-size=6144',
  ];
  return runSuite({
    ...manner,
    name,
    command: process.execPath,
    args: [
      ...node,
      join(root, 'node_modules/jest/bin/jest.js'),
      ...(manner.patterns ?? []),
      ...options,
      '--ci',
      '--json',
      `--outputFile=${report}`,
    ],
    env: childEnvironment({ NODE_ENV: 'test', ...environment }),
    count: () => countJest(report),
  });
}
