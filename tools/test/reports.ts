import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../services/paths.ts';

/** How many tests a suite ran, and how they ended. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const reportsDir = join(root, 'reports');

/** Only what is counted; the rest of a report is none of our business. */
const JestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

const PlaywrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    flaky: z.number(),
    unexpected: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()),
});

/** A file that could not even be run counts as a failed test: its tests are missing from the numbers. */
export function countJest(path: string): Counts | undefined {
  const report = read(path, JestReport);
  return (
    report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
    }
  );
}

export function countPlaywright(path: string): Counts | undefined {
  const report = read(path, PlaywrightReport);
  if (!report) return undefined;
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

/** The report of an earlier run must not be taken for one of this. */
export function freshReport(name: string): string {
  const path = join(reportsDir, `${name}.json`);
  mkdirSync(reportsDir, { recursive: true });
  rmSync(path, { force: true });
  return path;
}

export function writeReport(name: string, text: string): void {
  mkdirSync(reportsDir, { recursive: true });
  writeFileSync(join(reportsDir, name), text);
}

function read<T>(path: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(path)) return undefined;
  const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return parsed.data;
}
