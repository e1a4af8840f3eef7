import { bold, count, dim, green, red, yellow } from '../terminal.ts';
import { type Finding, type Section, verdictOf } from './finding.ts';

/** Each check with its result, and what breaks it. */
export const report = (sections: readonly Section[]): string =>
  sections.map(({ title, findings }) => [`  ${bold(title)}`, ...findings.map(line)].join('\n')).join('\n\n');

function line(finding: Finding): string {
  const { id, name, broken, examples, note, skipped } = finding;
  const remark = skipped === undefined ? note : `not checked: ${skipped}`;
  return [
    `  ${marks[verdictOf(finding)]} ${id.padEnd(3)} ${name}${remark ? dim(` (${remark})`) : ''}`,
    ...(broken > 0 ? [red(`        broken by ${count(broken)}, such as`)] : []),
    ...examples.map((example) => `        ${example}`),
  ].join('\n');
}

const marks = { red: red('✘'), green: green('✔'), skipped: yellow('–') };

/** How often each came out, in one sentence. */
export function tally(sections: readonly Section[]): string {
  const verdicts = Map.groupBy(
    sections.flatMap(({ findings }) => findings).map(verdictOf),
    (verdict) => verdict,
  );
  const [held, broken, skipped] = (['green', 'red', 'skipped'] as const).map(
    (verdict) => verdicts.get(verdict)?.length ?? 0,
  ) as [number, number, number];
  return [
    green(`${count(held)} hold`),
    broken > 0 ? red(`${count(broken)} ${broken === 1 ? 'is' : 'are'} broken`) : '',
    skipped > 0 ? yellow(`${count(skipped)} ${skipped === 1 ? 'was' : 'were'} not checked`) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** For machines: every check with its result, and the worst of them. */
export const toJson = (sections: readonly Section[], more: object): string =>
  JSON.stringify(
    {
      ...more,
      holds: sections.every(({ findings }) => findings.every((finding) => verdictOf(finding) !== 'red')),
      invariants: sections.flatMap(({ title, findings }) =>
        findings.map((finding) => ({ chapter: title, result: verdictOf(finding), ...finding })),
      ),
    },
    null,
    2,
  );
