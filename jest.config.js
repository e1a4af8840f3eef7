import { readFileSync } from 'node:fs';

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

/** `unit` needs nothing but Node. `int` runs against the real PostgreSQL pair and Redis. */
export default {
  // For the slowest machine; a test that hangs still ends.
  testTimeout: 60_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['**/*.spec.{ts,tsx}'] },
    { ...shared, displayName: 'int', testMatch: ['**/*.int-spec.ts'] },
  ],
};
