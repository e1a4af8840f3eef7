import { bold, dim, red } from '../services/steps.ts';
import type { SuiteResult } from './suite.ts';

const LINES_OF_A_FAILURE = 300;

/** What a suite that failed wrote; of one that passed its heading says all. */
export function section(result: SuiteResult): string {
  const { name, output, failed } = result;
  if (failed === 0) return '';
  const lines = output.trimEnd().split('\n');
  const left = lines.length - LINES_OF_A_FAILURE;
  const notice = left > 0 ? [dim(`(${left} lines before are in reports/${name}.log)`)] : [];
  return ['', bold(red(`── ${name} failed ──`)), ...notice, ...lines.slice(-LINES_OF_A_FAILURE), ''].join(
    '\n',
  );
}

/** One line per suite. */
export function overview(results: readonly SuiteResult[]): string {
  const lines = results.map(({ name, passed, failed, skipped, seconds }) => {
    const counts = passed + failed + skipped === 0 ? 'ok' : `${passed} passed, ${failed} failed`;
    const left = skipped > 0 ? `, ${skipped} skipped` : '';
    return `  ${bold(name.padEnd(8))} ${dim(`${seconds.toFixed(1).padStart(6)} s`)}  ${counts}${left}`;
  });
  return `\n${lines.join('\n')}\n`;
}

/** The last line of all; whoever runs us reads it. */
export function closingLine(results: readonly SuiteResult[]): string {
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}
