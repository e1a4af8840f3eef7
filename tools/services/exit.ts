import type { Lock } from './lock.mjs';

/** Something that runs: one supervisor, or several. */
export interface Stoppable {
  stopAll(): Promise<void>;
  killAll(): void;
}

/** How to end in an orderly way, once. */
export interface Exit {
  readonly isStopping: boolean;
  stop(code: number): Promise<never>;
}

/**
 * Stops every child when we are asked to stop, or when whoever started us is
 * gone. A second Ctrl-C, a moment later, ends them by force.
 */
export function stopOnSignals(running: Stoppable, lock: Lock | undefined, onStop?: () => void): Exit {
  let askedAt: number | undefined;
  let stopping: Promise<never> | undefined;
  const stopNow = async (code: number): Promise<never> => {
    askedAt = Date.now();
    onStop?.();
    await running.stopAll();
    lock?.release();
    process.exit(code);
  };
  const stop = (code: number): Promise<never> => (stopping ??= stopNow(code));
  const onSignal = (code: number) => () => {
    // A terminal sends Ctrl-C to us and to npm, and npm passes it on: within a second it is the same one.
    if (askedAt !== undefined && Date.now() - askedAt > 1_000) running.killAll();
    else void stop(code);
  };
  process.on('SIGINT', onSignal(130));
  process.on('SIGTERM', onSignal(143));
  process.on('SIGHUP', onSignal(129));
  process.on('disconnect', onSignal(129)); // bootstrap.mjs, our parent, is gone
  return {
    stop,
    get isStopping() {
      return stopping !== undefined;
    },
  };
}
