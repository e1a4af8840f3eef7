import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

const sources = '{apps,libs,tools,load,e2e}/**/*.{ts,tsx}';
const notOurs = ['**/node_modules', '**/dist', '**/generated', '**/.next'];

/**
 * Every circle of files that import each other at run time. In ESM such a circle works or not depending on
 * which file is loaded first, and Nest then injects `undefined`. Type-only imports are erased and do no harm.
 */
export function findImportCycles(root: string): string[][] {
  const files = globSync(sources, { cwd: root, exclude: notOurs });
  const imports = new Map(files.map((file) => [file, importsOf(root, file)]));
  const finished = new Set<string>();
  const cycles: string[][] = [];

  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file]);
    if (path.includes(file) || finished.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
    finished.add(file);
  };
  for (const file of files) visit(file, []);
  return cycles;
}

function importsOf(root: string, file: string): string[] {
  const { statements } = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  return statements
    .filter((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    .filter((statement) => !isErased(statement))
    .map(({ moduleSpecifier }) => moduleSpecifier)
    .filter((specifier) => specifier !== undefined && ts.isStringLiteral(specifier))
    .map(({ text }) => toFile(file, text))
    .filter((target) => target !== undefined);
}

function isErased(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (!clause) return false;
  const named = clause.namedBindings;
  const onlyTypes =
    named !== undefined && ts.isNamedImports(named) && named.elements.every((one) => one.isTypeOnly);
  return clause.phaseModifier === ts.SyntaxKind.TypeKeyword || (!clause.name && onlyTypes);
}

function toFile(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier));
  const library = /^@tradewind\/([^/]+)$/.exec(specifier)?.[1];
  return library && `libs/${library}/src/index.ts`;
}
