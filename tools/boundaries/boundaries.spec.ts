import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint, type Linter } from 'eslint';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectGraph } from '@nx/devkit';
import tseslint from 'typescript-eslint';
import { z } from 'zod';
import { findImportCycles } from './import-cycles.ts';
import { buildProjectGraph } from './project-graph.ts';

const root = join(import.meta.dirname, '../..');
const boundaries = '@nx/enforce-module-boundaries';
const restricted = '@typescript-eslint/no-restricted-imports';

/** The project's own ESLint, without the rules that need types: the files below exist only in memory. */
function linter(rules: Linter.RulesRecord = {}): ESLint {
  const untyped = { ...tseslint.configs.disableTypeChecked, files: ['**/*.{ts,tsx}'] };
  const parserOptions = { projectService: false, program: null, project: false };
  return new ESLint({
    cwd: root,
    overrideConfig: [untyped, { files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions }, rules }],
  });
}

async function findings(eslint: ESLint, file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  if (!result || result.fatalErrorCount > 0)
    throw new Error(`${file} was not linted: ${JSON.stringify(result)}`);
  return result.messages.map(({ ruleId }) => ruleId);
}

const importing = (target: string) => `import { thing } from '${target}';\nexport const used = thing;\n`;
const fileOf = (project: string) =>
  `${project.startsWith('apps/') ? project : `libs/${project}`}/src/not-there-before.ts`;

const Options = z.looseObject({ depConstraints: z.array(z.looseObject({ sourceTag: z.string() })) });
const Config = z.object({ rules: z.object({ [boundaries]: z.tuple([z.number(), Options]) }) });

/**
 * Judges by the table alone. With its own options the rule reports a circle first, and an import upwards mostly
 * closes one: the table could be empty and nobody would notice.
 */
function judgedBy(depConstraints: z.infer<typeof Options>['depConstraints']): ESLint {
  return linter({ [boundaries]: ['error', { depConstraints, ignoredCircularDependencies: [['*', '*']] }] });
}

let graph: ProjectGraph;
let eslint: ESLint;
let table: z.infer<typeof Options>['depConstraints'];
let byTable: ESLint;
beforeAll(async () => {
  graph = await buildProjectGraph();
  eslint = linter();
  const config: unknown = await eslint.calculateConfigForFile(join(root, 'libs/core/src/any.ts'));
  table = Config.parse(config).rules[boundaries][1].depConstraints;
  byTable = judgedBy(table);
}, 60_000);

describe('the import boundaries', () => {
  it.each([
    ['contracts', 'database'],
    ['contracts', 'jobs'],
    ['jobs', 'database'],
    ['database', 'core'],
    ['database', 'catalog'],
    ['core', 'stores'],
    ['core', 'users'],
    ['stores', 'users'],
    ['stores', 'catalog'],
    ['stores', 'orders'],
    ['users', 'catalog'],
    ['users', 'orders'],
    ['catalog', 'users'],
    ['catalog', 'payments'],
    ['catalog', 'orders'],
    ['payments', 'catalog'],
    ['payments', 'orders'],
  ])('keep %s from importing %s', async (from, to) => {
    const code = importing(`@tradewind/${to}`);
    expect(await findings(eslint, fileOf(from), code)).toContain(boundaries);
    expect(await findings(byTable, fileOf(from), code)).toContain(boundaries);
  });

  it.each([
    ['database', 'contracts'],
    ['core', 'database'],
    ['core', 'jobs'],
    ['stores', 'core'],
    ['users', 'stores'],
    ['catalog', 'stores'],
    ['payments', 'stores'],
    ['orders', 'users'],
    ['orders', 'catalog'],
    ['orders', 'payments'],
    ['testing', 'orders'],
    ['apps/api', 'orders'],
    ['apps/worker', 'payments'],
    ['apps/storefront', 'contracts'],
  ])('let %s import %s', async (from, to) => {
    expect(await findings(eslint, fileOf(from), importing(`@tradewind/${to}`))).toEqual([]);
  });

  it.each([
    ['orders', '@tradewind/api', restricted],
    ['orders', '@tradewind/api/src/app.module.ts', restricted],
    ['testing', '../../../apps/worker/src/main.ts', boundaries],
    ['apps/api', '../../worker/src/main.ts', boundaries],
  ])('keep %s from importing an app by %s', async (from, specifier, rule) => {
    expect(await findings(eslint, fileOf(from), importing(specifier))).toContain(rule);
  });

  // Were the table not what stops the imports above, this would still report them.
  it('are made by the table of constraints and by nothing else', async () => {
    const open = judgedBy([{ sourceTag: '*', onlyDependOnLibsWithTags: ['*'] }]);
    expect(await findings(open, fileOf('payments'), importing('@tradewind/catalog'))).toEqual([]);
    expect(await findings(open, fileOf('core'), importing('@tradewind/users'))).toEqual([]);
  });
});

describe('the doors of a library', () => {
  it.each([
    ['a deep import', 'libs/orders/src/new.ts', importing('@tradewind/catalog/src/prices.ts'), restricted],
    ['a relative way out', 'libs/orders/src/new.ts', importing('../../catalog/src/prices.ts'), boundaries],
    ['its own front door', 'libs/orders/src/new.ts', importing('./index.ts'), restricted],
    ['its own name', 'libs/orders/src/new.ts', importing('@tradewind/orders'), boundaries],
    ['a .js specifier', 'libs/orders/src/new.ts', importing('./order-status.js'), restricted],
    ['testing outside tests', 'libs/orders/src/new.ts', importing('@tradewind/testing'), restricted],
    ['forwardRef', 'libs/orders/src/new.ts', "export { forwardRef } from '@nestjs/common';", restricted],
    ['@Res()', 'apps/api/src/new.ts', "export { Res } from '@nestjs/common';", restricted],
    ['more than zod in contracts', 'libs/contracts/src/new.ts', importing('@nestjs/common'), restricted],
    [
      'more than contracts in the storefront',
      'apps/storefront/src/a.tsx',
      importing('@tradewind/core'),
      restricted,
    ],
    [
      'the shop in the gateway',
      'apps/sandbox-gateway/src/new.ts',
      importing('@tradewind/contracts'),
      restricted,
    ],
    ['an inner index.ts', 'libs/orders/src/inner/index.ts', 'export const one = 1;', 'no-restricted-syntax'],
    [
      'a front door without names',
      'libs/jobs/src/index.ts',
      "export * from './jobs.ts';",
      'no-restricted-syntax',
    ],
    ['an enum where Node strips types', 'tools/new.ts', 'export enum Colour { Red }', 'no-restricted-syntax'],
  ])('stay shut for %s', async (_what, file, code, rule) => {
    expect(await findings(eslint, file, code)).toContain(rule);
  });

  it('open for tests that use @tradewind/testing', async () => {
    expect(
      await findings(eslint, 'libs/orders/src/new.int-spec.ts', importing('@tradewind/testing')),
    ).toEqual([]);
  });
});

describe('the project graph', () => {
  it('gives every project exactly one scope, and every scope a constraint', () => {
    const constrained = table.map(({ sourceTag }) => sourceTag);
    const scopes = Object.values(graph.nodes).map(({ name, data }) => ({
      name,
      scopes: (data.tags ?? []).filter((tag) => tag.startsWith('scope:')),
    }));
    expect(scopes.filter((project) => project.scopes.length !== 1)).toEqual([]);
    expect([...new Set(scopes.flatMap((project) => project.scopes))].sort()).toEqual(constrained.sort());
    expect(scopes.filter(({ name, scopes: [scope] }) => scope !== scopeFor(graph, name))).toEqual([]);
  });
});

function scopeFor(graph: ProjectGraph, project: string): string {
  const [kind, folder] = graph.nodes[project]?.data.root.split('/') ?? [];
  return kind === 'apps' ? 'scope:app' : `scope:${folder ?? ''}`;
}

describe('circular imports', () => {
  it('are found, unless only types go round', () => {
    const repository = mkdtempSync(join(tmpdir(), 'cycles-'));
    const write = (name: string, text: string) => writeFileSync(join(repository, 'libs/a/src', name), text);
    mkdirSync(join(repository, 'libs/a/src'), { recursive: true });
    write('one.ts', "import { two } from './two.ts';\nexport const one = two;");
    write('two.ts', "export { three as two } from './three.ts';");
    write('three.ts', "import type { one } from './one.ts';\nexport const three: typeof one = 3;");
    expect(findImportCycles(repository)).toEqual([]);

    write('three.ts', "import { one } from './one.ts';\nexport const three = one;");
    expect(findImportCycles(repository)).toHaveLength(1);
    rmSync(repository, { recursive: true });
  });

  it('do not exist in this repository', () => {
    expect(findImportCycles(root)).toEqual([]);
  });
});
