import { type ChildProcess, spawn } from 'node:child_process';
import { root } from './paths.ts';
import { send } from './stop-process.ts';
import type { Account } from './account.ts';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly account?: Account | undefined;
  readonly cwd?: string | undefined;
  readonly input?: string | undefined;
  /** Told what it writes as it comes. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

/** Runs a program to its end and returns what it wrote; throws that, when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { account, input, env = process.env, cwd = root } = options;
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  stopWithUs(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      options.onOutput?.(text);
    });
  }
  child.stdin.on('error', () => {}); // it ended without reading: its exit code tells
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new CommandFailed(command, args, code, output);
  return output;
}

const running = new Set<ChildProcess>();

// Each leads a group of its own, with whatever it starts; Ctrl-C in a terminal does not reach those.
process.on('exit', () => {
  for (const { pid } of running) if (pid !== undefined) send(-pid, 'SIGTERM');
});

function stopWithUs(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

/** A program that ended with another code than 0, with all it wrote. */
export class CommandFailed extends Error {
  readonly output: string;
  constructor(command: string, args: readonly string[], code: number | null, output: string) {
    super(`${[command, ...args].join(' ')} ended with ${code ?? 'a signal'}:\n\n${output.trimEnd()}\n`);
    this.output = output;
  }
}
