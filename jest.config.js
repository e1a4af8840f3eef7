import { globSync, readFileSync } from 'node:fs';

const { $schema, ...swc } = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
const { rewriteRelativeImportExtensions, ...jsc } = swc.jsc;

/** Compiles as the build does, except that './x.ts' stays './x.ts': here there is no dist to point into. */
const transform = ['@swc/jest', { ...swc, jsc, sourceMaps: 'inline', swcrc: false }];

const shared = {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools', '<rootDir>/k8s', '<rootDir>/load'],
  modulePathIgnorePatterns: ['<rootDir>/(apps|libs)/[^/]+/(dist|\\.next)/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': transform },
  // "source" makes @tradewind/* mean libs/*/src, so that no test ever runs a stale dist. Jest itself adds
  // "import" or "require", whichever the importing file speaks; naming them here would break half of npm.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
};

/** Those that open a database and a Redis of their own share nothing with the others, and run beside them. */
const inWorlds = globSync('{apps,libs,tools,load,k8s}/**/*.int-spec.ts', {
  cwd: import.meta.dirname,
  exclude: ['**/node_modules/**'],
}).filter((file) =>
  /OwnWorld\.enter|WholeShop\.open|WorkerTrial\.begin/.test(
    readFileSync(new URL(file, import.meta.url), 'utf8'),
  ),
);
const rooted = (file) => `<rootDir>/${file}`;

/** `unit` needs nothing but Node. `int` and `world` run against the real PostgreSQL pair and Redis. */
export default {
  // More than all that a test waits for on the slowest machine; one that hangs still ends.
  testTimeout: 180_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['**/*.spec.{ts,tsx}'] },
    {
      ...shared,
      displayName: 'int',
      testMatch: ['**/*.int-spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...inWorlds.map(rooted)],
    },
    { ...shared, displayName: 'world', testMatch: inWorlds.map(rooted) },
  ],
};
