import type { Lock } from './lock.mjs';

/** Something that runs: one supervisor, or several. */
export interface Stoppable {
  stopAll(): Promise<void>;
  killAll(): void;
}

/**
 * Stops every child when we are asked to stop, or when whoever started us is
 * gone. A second Ctrl-C, a moment later, ends them by force.
 */
export function stopOnSignals(
  running: Stoppable,
  lock: Lock | undefined,
  onStop?: () => void,
): (code: number) => Promise<never> {
  let askedAt: number | undefined;
  const stop = async (code: number): Promise<never> => {
    askedAt = Date.now();
    onStop?.();
    await running.stopAll();
    lock?.release();
    process.exit(code);
  };
  const onSignal = (code: number) => () => {
    if (askedAt === undefined) void stop(code);
    // A terminal sends Ctrl-C to us and to npm, and npm passes it on: within a second it is the same one.
    else if (Date.now() - askedAt > 1_000) running.killAll();
  };
  process.on('SIGINT', onSignal(130));
  process.on('SIGTERM', onSignal(143));
  process.on('SIGHUP', onSignal(129));
  process.on('disconnect', onSignal(129)); // bootstrap.mjs, our parent, is gone
  return stop;
}
