import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findImportCycles } from './boundaries/import-cycles.ts';
import { buildProjectGraph } from './boundaries/project-graph.ts';

/**
 * `npm run lint [-- --fix] [-- paths]`: the import boundaries, ESLint, Prettier. ESLint's cache goes by a file's
 * own text: a finding that appears because another file changed shows on a clean machine at the latest.
 */
const root = join(import.meta.dirname, '..');
const fix = process.argv.includes('--fix');
const given = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const paths = given.length > 0 ? given : ['.'];

/** Runs a tool's own script with this very Node, and says whether it was content. */
function passes(script: string, options: string[]): Promise<boolean> {
  const child = spawn(process.execPath, [`node_modules/${script}`, ...options, ...paths], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

const eslint = () =>
  passes('eslint/bin/eslint.js', [
    '--max-warnings=0',
    '--cache',
    '--cache-location=node_modules/.cache/eslint/',
    ...(fix ? ['--fix'] : []),
  ]);
const prettier = () =>
  passes('prettier/bin/prettier.cjs', ['--log-level=warn', '--cache', fix ? '--write' : '--check']);

await buildProjectGraph();

const cycles = findImportCycles(root);
for (const cycle of cycles) console.error(`Circular import: ${cycle.join(' -> ')}`);

// Both rewrite files when fixing, so then one after the other.
const results = fix ? [await eslint(), await prettier()] : await Promise.all([eslint(), prettier()]);
process.exitCode = cycles.length === 0 && results.every(Boolean) ? 0 : 1;
