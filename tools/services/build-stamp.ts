import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { dataDir, root } from './paths.ts';

const stampFile = join(dataDir, 'build-stamp');
const workspaceFiles = ['.swcrc', 'tsconfig.base.json', 'nx.json', 'package-lock.json'];
const notSources = new Set(['node_modules', 'dist', '.next', 'generated', 'test-results']);

/**
 * Nx would look for itself, but that takes seconds, and it puts even unchanged
 * outputs down anew: under the feet of a shop that is being served from them.
 */
export const isBuilt = (): boolean =>
  existsSync(stampFile) &&
  readFileSync(stampFile, 'utf8') === sourcesNow() &&
  outputs().every((path) => existsSync(path));

/** To be called with what `sourcesNow` said before the build: what changes while it runs is not in it. */
export const rememberBuild = (sources: string): void => writeFileSync(stampFile, sources);

/** Stands for all sources as they are now: their names, sizes and times of change. */
export function sourcesNow(): string {
  const hash = createHash('sha256');
  for (const path of [...workspaceFiles.map((name) => join(root, name)), ...projects().flatMap(filesBelow)]) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function projects(): string[] {
  const folders = ['apps', 'libs'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
  return folders.filter((folder) => existsSync(join(folder, 'package.json'))).sort();
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile())
      return entry.name.endsWith('.tsbuildinfo') || entry.name === 'next-env.d.ts' ? [] : [path];
    return entry.isDirectory() && !notSources.has(entry.name) ? filesBelow(path) : [];
  });
}

/** What each project's build leaves. */
const outputs = (): string[] =>
  projects().map((folder) =>
    existsSync(join(folder, 'next.config.ts')) ? join(folder, '.next/BUILD_ID') : join(folder, 'dist'),
  );
