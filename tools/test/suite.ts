import { CommandFailed, run, type RunOptions } from '../services/run.ts';
import { type Counts, writeReport } from './reports.ts';

/** What came of one suite. */
export interface SuiteResult extends Counts {
  readonly name: string;
  readonly seconds: number;
  /** What it wrote, to be shown when it failed. */
  readonly output: string;
}

export interface SuiteCommand extends RunOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Reads the numbers from the report; without it the exit code is all there is. */
  readonly count?: () => Counts | undefined;
}

/** Runs one suite to its end. It fails when its report says so, when there is none, or when it ends badly. */
export async function runSuite(suite: SuiteCommand): Promise<SuiteResult> {
  const since = Date.now();
  const { output, succeeded } = await attempt(suite);
  writeReport(`${suite.name}.log`, output);
  return { name: suite.name, seconds: (Date.now() - since) / 1000, ...judge(suite, succeeded, output) };
}

function judge(suite: SuiteCommand, succeeded: boolean, output: string): Counts & { output: string } {
  if (!suite.count) return { passed: 0, failed: succeeded ? 0 : 1, skipped: 0, output };
  const counts = suite.count();
  if (!counts)
    return { passed: 0, failed: 1, skipped: 0, output: `${output}\n${suite.name} wrote no report.` };
  if (counts.failed > 0) return { ...counts, output };
  if (counts.passed === 0) return { ...counts, failed: 1, output: `${output}\n${suite.name} ran no test.` };
  if (!succeeded)
    return { ...counts, failed: 1, output: `${output}\nNo test failed, but ${suite.name} did.` };
  return { ...counts, output };
}

async function attempt({
  command,
  args,
  ...options
}: SuiteCommand): Promise<{ output: string; succeeded: boolean }> {
  try {
    return { output: await run(command, args, options), succeeded: true };
  } catch (error) {
    if (error instanceof CommandFailed) return { output: error.output, succeeded: false };
    return { output: String(error), succeeded: false };
  }
}

/** For a suite that could not be run at all: the build before it failed, or its services did not start. */
export const notRun = (name: string, reason: unknown): SuiteResult => ({
  name,
  passed: 0,
  failed: 1,
  skipped: 0,
  seconds: 0,
  output: `${name} was not run: ${reason instanceof Error ? reason.message : String(reason)}`,
});
