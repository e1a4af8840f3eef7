/**
 * Outlives the program that started the services, however that one ends, and
 * then stops what it left running. `kill -9` gives nobody a chance to clean up;
 * but it closes this process's standard input, and that is the sign.
 */
import { createInterface } from 'node:readline';
import { stopProcess } from './stop-process.ts';

/** What the supervisor tells its keeper, one JSON text a line. */
export type KeeperMessage = { watch: number; signal: NodeJS.Signals } | { forget: number };

const watched = new Map<number, NodeJS.Signals>();

// The keeper leads a group of its own, so Ctrl-C does not reach it; a polite `kill` should not either.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as KeeperMessage;
  if ('watch' in message) watched.set(message.watch, message.signal);
  else watched.delete(message.forget);
}
// Last started, first stopped: nothing loses its database while it shuts down.
for (const [pid, signal] of [...watched].reverse()) await stopProcess(pid, signal);
