import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];
const tests = ['**/*.{spec,int-spec,e2e-spec}.{ts,tsx}', 'e2e/**', 'libs/testing/**'];
/** Run by Node as it is, types stripped, never compiled. */
const strippedByNode = ['tools/**/*.ts', 'load/**/*.ts', 'e2e/**/*.ts', 'apps/sandbox-gateway/**/*.ts'];

/**
 * Who may import whom, lowest first; nothing points up. tools/boundaries/boundaries.spec.ts shows that each
 * forbidden import fails. `testing` builds on everything below the apps, so with the tests in the graph it is
 * the one allowed circle; a rule further down keeps it out of everything that is not a test.
 */
const mayImport = {
  contracts: [],
  jobs: [],
  database: ['contracts', 'jobs'],
  core: ['contracts', 'jobs', 'database'],
  stores: ['contracts', 'jobs', 'database', 'core'],
  users: ['contracts', 'jobs', 'database', 'core', 'stores'],
  catalog: ['contracts', 'jobs', 'database', 'core', 'stores'],
  payments: ['contracts', 'jobs', 'database', 'core', 'stores'],
  orders: ['contracts', 'jobs', 'database', 'core', 'stores', 'users', 'catalog', 'payments'],
  testing: ['contracts', 'jobs', 'database', 'core', 'stores', 'users', 'catalog', 'payments', 'orders'],
  app: ['contracts', 'jobs', 'database', 'core', 'stores', 'users', 'catalog', 'payments', 'orders'],
};

const boundaries = {
  allowCircularSelfDependency: false,
  ignoredCircularDependencies: [['@tradewind/testing', '*']],
  depConstraints: Object.entries(mayImport).map(([scope, below]) => ({
    sourceTag: `scope:${scope}`,
    onlyDependOnLibsWithTags: [...below, 'testing'].map((name) => `scope:${name}`),
  })),
};

const testingIsForTests = {
  group: ['@tradewind/testing'],
  message: 'Only tests may use @tradewind/testing.',
};

/** ESLint replaces a rule's options instead of merging them, so every section states the whole list. */
function restrictImports(...patterns) {
  return {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: [
          {
            name: '@nestjs/common',
            importNames: ['forwardRef', 'Res', 'Response', 'Next'],
            message: 'Return or throw; and a circle needs another design, not forwardRef.',
          },
        ],
        patterns: [
          {
            regex: '^@tradewind/(api|worker|storefront|sandbox-gateway)$',
            message: 'Nothing imports an app.',
          },
          { group: ['@tradewind/*/*'], message: 'Use the front door: what @tradewind/<lib> exports.' },
          {
            regex: '^\\.{1,2}/(.*/)?index(\\.ts)?$|^\\.{1,2}/?$',
            message: 'Import the file itself, not its index.',
          },
          { regex: '^\\.{1,2}/.*\\.js$', message: 'Relative imports carry the .ts extension.' },
          ...patterns,
        ],
      },
    ],
  };
}

export default defineConfig(
  globalIgnores([
    '**/dist',
    '**/generated',
    '**/.next',
    '**/next-env.d.ts',
    '.data',
    '.nx',
    'coverage',
    'reports',
  ]),
  globalIgnores(['**/test-results', '**/playwright-report']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
    rules: { 'no-unused-vars': ['error', { ignoreRestSiblings: true }] },
  },
  { files: ['**/{browser,page}/**/*.js'], languageOptions: { globals: globals.browser } },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries],
      // Leaves files with decorators alone: Nest reads constructor types at run time, `import type` erases them.
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Nest declares its bags of options as classes; nobody constructs those.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An interface may ask for a promise where this implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      ...restrictImports(),
    },
  },
  {
    files: ['libs/**/*.{ts,tsx}', 'apps/**/*.{ts,tsx}'],
    ignores: tests,
    rules: restrictImports(testingIsForTests),
  },
  {
    files: ['libs/contracts/**/*.ts'],
    ignores: tests,
    rules: restrictImports({
      regex: '^(?!zod$|\\./)',
      message: 'Browsers and load generators run the contracts too: zod and nothing else.',
    }),
  },
  {
    files: ['apps/storefront/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      ...restrictImports({
        regex: '^@tradewind/(?!contracts$)',
        message: 'The storefront knows the HTTP API and its contracts, nothing behind it.',
      }),
      // React calls an async event handler and a form action alike; both may return a promise.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['apps/sandbox-gateway/**/*.ts'],
    ignores: tests,
    rules: restrictImports({
      regex: '^@tradewind/',
      message: 'The gateway plays an outside company: it shares no code with the shop.',
    }),
  },
  {
    files: ['libs/*/src/**/*.ts', 'apps/{api,worker}/src/**/*.ts'],
    ignores: tests,
    rules: { 'no-console': 'error' },
  },
  {
    files: ['libs/*/src/index.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'The front door names what it lets out.' },
      ],
    },
  },
  {
    files: ['libs/*/src/*/**/index.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'Program', message: 'One index.ts per library, none inside.' },
      ],
    },
  },
  {
    files: strippedByNode,
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'TSEnumDeclaration, TSParameterProperty, Decorator, TSImportEqualsDeclaration, TSExportAssignment',
          message: 'Node runs this file with its types stripped: only erasable syntax.',
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      // `expect.any()` and a response's JSON are `any`; the assertion around them is the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      // A test that indexes past the end fails by itself, which is its job.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
