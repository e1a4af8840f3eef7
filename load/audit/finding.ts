/** What came of one check. */
export interface Finding {
  readonly id: string;
  readonly name: string;
  /** How many rows break it. */
  readonly broken: number;
  /** The first few of them, as they were found. */
  readonly examples: readonly string[];
  /** How much was looked at, or why nothing was. */
  readonly note?: string;
}

/** One finding of what was found store by store. */
export function together(findings: readonly Finding[]): Finding | undefined {
  const [first] = findings;
  return (
    first && {
      ...first,
      broken: findings.reduce((sum, { broken }) => sum + broken, 0),
      examples: findings.flatMap(({ examples }) => examples),
    }
  );
}
