import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from './process-identity.mjs';
import { gone, stopProcess } from './stop-process.ts';

export interface ListEntry {
  readonly name: string;
  readonly pid: number;
  readonly identity?: string | undefined;
  readonly signal: NodeJS.Signals;
}

/** Processes of this data folder that an earlier run left behind and that still run. */
export function leftoversOf(dataDir: string): ListEntry[] {
  const path = listFile(dataDir);
  if (!existsSync(path)) return [];
  const list = JSON.parse(readFileSync(path, 'utf8')) as ListEntry[];
  return list.filter(({ pid, identity }) => identity !== undefined && identityOf(pid) === identity);
}

/** Stops them; returns their names. */
export async function stopLeftovers(dataDir: string): Promise<string[]> {
  const leftovers = leftoversOf(dataDir).reverse();
  for (const { pid, signal } of leftovers) {
    // A keeper may be stopping them at this moment: give it the time.
    if (!(await gone(pid, 500))) await stopProcess(pid, signal);
  }
  rmSync(listFile(dataDir), { force: true });
  return leftovers.map(({ name }) => name);
}

/** Notes which processes run for a data folder, so that a later start can find them. */
export function writeProcessList(dataDir: string, processes: readonly Omit<ListEntry, 'identity'>[]): void {
  const list = processes.map((entry) => ({ ...entry, identity: identityOf(entry.pid) }));
  const path = listFile(dataDir);
  writeFileSync(`${path}.new`, JSON.stringify(list, undefined, 2));
  renameSync(`${path}.new`, path);
}

const listFile = (dataDir: string): string => join(dataDir, 'processes.json');
