import type { Recording, SetbackCount } from './recording.ts';
import type { Scenario } from './scenario.ts';
import { bold, count, dim, green, milliseconds, red, sparkline, table, yellow } from './terminal.ts';

/** One line that says how the run is going. */
export function progress(recording: Recording, seconds: number): string {
  const now = Math.min(recording.elapsedMs / 1_000, seconds);
  const placed = recording.total('placed');
  const placing = recording.steps.get('place order');
  const setbacks = [...recording.setbacks.values()].reduce((sum, setback) => sum + setback.count, 0);
  return [
    `  ${now.toFixed(0).padStart(3)} of ${seconds} s`,
    `${count(placed)} orders placed, ${count(recording.total('paid'))} paid`,
    `${(placed / Math.max(now, 1)).toFixed(1)} orders/s`,
    `placing p95 ${placing ? milliseconds(placing.percentile(95) / 1_000) : '–'} ms`,
    `${count(setbacks)} setbacks`,
  ].join(' · ');
}

/** Everything the run has measured, as a person wants to read it. */
export function summary(recording: Recording, seconds: number, { designedRefusals }: Scenario): string {
  const [designed, errors] = split([...recording.setbacks.values()], ({ code }) =>
    designedRefusals.has(code),
  );
  return [sold(recording, seconds), latencies(recording), refusals(designed), troubles(errors)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function sold(recording: Recording, seconds: number): string {
  const placed = recording.total('placed', seconds);
  const paid = recording.total('paid', seconds);
  const course = recording.perSecond('placed').slice(0, seconds);
  return [
    `  ${bold(`${(placed / seconds).toFixed(1)} orders/s`)} placed, ${(paid / seconds).toFixed(1)} paid` +
      dim(`   ${count(placed)} and ${count(paid)} within ${seconds} s`),
    ...(course.length <= 100
      ? [`  ${green(sparkline(course))} ${dim('orders placed, second by second')}`]
      : []),
  ].join('\n');
}

function latencies(recording: Recording): string {
  const rows = [...recording.steps].map(([step, histogram]) => [
    step,
    count(histogram.count),
    ...[50, 95, 99].map((percentile) => milliseconds(histogram.percentile(percentile) / 1_000)),
    milliseconds(histogram.max / 1_000),
  ]);
  return table(['milliseconds', 'count', 'p50', 'p95', 'p99', 'max'], rows);
}

function refusals(designed: readonly SetbackCount[]): string {
  if (designed.length === 0) return '';
  return `${yellow('  Refused by design')}\n${setbackTable(designed)}`;
}

function troubles(errors: readonly SetbackCount[]): string {
  if (errors.length === 0) return green('  No errors.');
  return `${red('  Errors')}\n${setbackTable(errors)}`;
}

const setbackTable = (setbacks: readonly SetbackCount[]): string =>
  table(
    ['step', 'count', 'status', 'code', ''],
    setbacks
      .toSorted((a, b) => b.count - a.count)
      .map(({ step, status, code, example, count: times }) => [
        step,
        count(times),
        String(status ?? '–'),
        code,
        dim(example.slice(0, 80)),
      ]),
  );

function split<Item>(items: readonly Item[], belongs: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
