import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identityOf } from './process-identity.mjs';

// Plain JavaScript, because tools/bootstrap.mjs runs on the machine's own Node
// before anything is installed.

/**
 * Takes a lock file, or says who holds it. The lock of a process that is gone,
 * `kill -9` included, is taken over.
 *
 * @param {string} path
 * @returns {{ release: () => void } | { heldBy: number }}
 */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
  try {
    return claim(path, mine);
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Waits for a lock; `onWait` is told once who holds it.
 *
 * @param {string} path
 * @param {(pid: number) => void} [onWait]
 * @returns {Promise<{ release: () => void }>}
 */
export async function waitForLock(path, onWait) {
  for (let told = false; ;) {
    const lock = tryLock(path);
    if ('release' in lock) return lock;
    if (!told) onWait?.(lock.heldBy);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/**
 * Who holds the lock now, without taking it.
 *
 * @param {string} path
 * @returns {number | undefined}
 */
export function lockHolder(path) {
  const holder = read(path);
  return holder && identityOf(holder.pid) === holder.identity ? holder.pid : undefined;
}

/** @param {string} path @param {string} mine */
function claim(path, mine) {
  for (;;) {
    try {
      linkSync(mine, path); // a link appears whole or not at all, unlike a file that is written
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = lockHolder(path);
    if (holder !== undefined) return { heldBy: holder };
    moveStaleAside(path);
  }
}

/** Renaming is atomic: of two that find a stale lock, one moves it and the other finds nothing to move. */
function moveStaleAside(path) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // somebody else was faster
  }
  // Between looking and renaming, a faster one may have put its own lock there: give it back.
  if (lockHolder(aside) !== undefined) renameSync(aside, path);
  rmSync(aside, { force: true });
}

/** @param {string} path @returns {{ pid: number, identity: string } | undefined} */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // no lock, or one that cannot be read: nobody holds it
  }
}
