import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf } from './process-identity.mjs';

/**
 * Asks the leader of a process group to stop, waits, and ends by force whatever
 * is left of its group.
 */
export async function stopProcess(pid: number, signal: NodeJS.Signals, patience = 10_000): Promise<void> {
  send(pid, signal);
  await gone(pid, patience);
  send(-pid, 'SIGKILL');
  await gone(pid, 2_000);
}

/** Waits until a process is gone; says whether it is. */
export async function gone(pid: number, patience: number): Promise<boolean> {
  for (const end = Date.now() + patience; Date.now() < end;) {
    if (identityOf(pid) === undefined) return true;
    await sleep(20);
  }
  return false;
}

/** Sends a signal to a process, or to a group when the number is negative. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it is gone already, which is what we want. EPERM cannot be: we started it.
  }
}
