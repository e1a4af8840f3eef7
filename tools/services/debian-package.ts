import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { waitForLock } from './lock.mjs';
import { onPath } from './on-path.ts';
import { run } from './run.ts';

/** A package and what it needs, unpacked into a folder of ours instead of the machine. */
export interface UnpackedPackage {
  readonly folder: string;
  /** Lets its programs find the libraries that came with it. */
  readonly env: NodeJS.ProcessEnv;
}

/** Kept across `--fresh` and shared by all checkouts. Root's home is closed to the services' account. */
export const cacheDir =
  process.getuid?.() === 0
    ? '/var/cache/tradewind'
    : join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tradewind');

export const canUnpackDebianPackages = (): boolean =>
  process.platform === 'linux' &&
  ['apt-get', 'dpkg', 'dpkg-deb'].every((program) => onPath(program) !== undefined);

/** A package that was unpacked before. */
export function unpackedPackage(name: string): UnpackedPackage | undefined {
  const folder = join(cacheDir, name);
  return existsSync(folder) ? { folder, env: { LD_LIBRARY_PATH: libraryPath(folder) } } : undefined;
}

/**
 * Fetches a Debian package and those of its dependencies that the machine does
 * not have, and unpacks them side by side. Needs no root, runs no install
 * script, starts no system service.
 */
export async function unpackDebianPackage(
  name: string,
  tell: (news: string) => void,
): Promise<UnpackedPackage> {
  mkdirSync(cacheDir, { recursive: true, mode: 0o755 });
  const lock = await waitForLock(join(cacheDir, `${name}.lock`));
  try {
    const folder = join(cacheDir, name);
    if (!existsSync(folder)) await fetchAndUnpack(name, folder, tell);
    return { folder, env: { LD_LIBRARY_PATH: libraryPath(folder) } };
  } finally {
    lock.release();
  }
}

async function fetchAndUnpack(name: string, folder: string, tell: (news: string) => void): Promise<void> {
  const archives = `${folder}.archives`;
  rmSync(archives, { recursive: true, force: true });
  rmSync(`${folder}.new`, { recursive: true, force: true });
  mkdirSync(archives);
  await download(name, archives, tell);
  for (const archive of readdirSync(archives))
    await run('dpkg', ['-x', join(archives, archive), `${folder}.new`]);
  renameSync(`${folder}.new`, folder);
  rmSync(archives, { recursive: true });
}

/** The machine's package lists may be missing (containers) or old: then with fresh ones of our own. */
async function download(name: string, into: string, tell: (news: string) => void): Promise<void> {
  try {
    await downloadWith([], name, into, tell);
  } catch {
    tell('reading the list of Debian packages');
    const ownLists = aptOptions(join(cacheDir, 'apt'));
    await run('apt-get', [...ownLists, 'update']);
    await downloadWith(ownLists, name, into, tell);
  }
}

async function downloadWith(
  options: string[],
  name: string,
  into: string,
  tell: (news: string) => void,
): Promise<void> {
  const plan = await run('apt-get', [...options, '--simulate', '--no-install-recommends', 'install', name]);
  const packages = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, found]) => String(found));
  tell(`fetching ${packages.length} Debian packages for ${name}`);
  await run('apt-get', [...options, 'download', ...packages], { cwd: into });
}

function aptOptions(folder: string): string[] {
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, part), { recursive: true });
  const settings = [
    `Dir::State=${folder}`,
    `Dir::State::Lists=${folder}/lists`,
    'Dir::State::status=/var/lib/dpkg/status',
  ];
  return [...settings, `Dir::Cache=${folder}/cache`, 'APT::Sandbox::User=root'].flatMap((setting) => [
    '-o',
    setting,
  ]);
}

/** Every folder that holds a shared library: some packages keep theirs in one of their own. */
function libraryPath(folder: string): string {
  const roots = ['usr/lib', 'lib'].map((part) => join(folder, part)).filter((part) => existsSync(part));
  const files = roots.flatMap((lib) => readdirSync(lib, { recursive: true, withFileTypes: true }));
  const libraries = files.filter(({ name }) => /^lib.*\.so(\.|$)/.test(name));
  return [...new Set(libraries.map(({ parentPath }) => parentPath))].join(':');
}
