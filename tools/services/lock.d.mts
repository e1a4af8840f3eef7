export interface Lock {
  release(): void;
}
/** Takes a lock file, or says who holds it. The lock of a process that is gone is taken over. */
export function tryLock(path: string): Lock | { heldBy: number };
/** Waits for a lock; `onWait` is told once who holds it. */
export function waitForLock(path: string, onWait?: (pid: number) => void): Promise<Lock>;
/** Who holds the lock now, without taking it. */
export function lockHolder(path: string): number | undefined;
