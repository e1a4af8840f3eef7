/** What came of one check. */
export interface Finding {
  readonly id: string;
  readonly name: string;
  /** How many rows break it. */
  readonly broken: number;
  /** The first few of them, as they were found. */
  readonly examples: readonly string[];
  /** How much was looked at. */
  readonly note?: string;
  /** Why nothing was looked at. */
  readonly skipped?: string;
}

/** Findings that belong together. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export type Verdict = 'green' | 'red' | 'skipped';

export const verdictOf = ({ broken, skipped }: Finding): Verdict => {
  if (broken > 0) return 'red';
  return skipped === undefined ? 'green' : 'skipped';
};

export const examplesShown = 3;

/** One finding of what was found store by store. */
export function together(findings: readonly Finding[]): Finding | undefined {
  const [first] = findings;
  return (
    first && {
      ...first,
      broken: findings.reduce((sum, { broken }) => sum + broken, 0),
      examples: findings.flatMap(({ examples }) => examples).slice(0, examplesShown),
    }
  );
}
