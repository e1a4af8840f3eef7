/** For tests: one thing that is wrong, and the sentence that must be found untrue then. */
export interface Violation {
  /** The beginning of the invariant's id and name, as `M2 no order was charged`. */
  readonly breaks: string;
  readonly what: string;
  /** Run as the owner, in a transaction that is taken back. `{paid}` and the like stand for ids of the agreeing books. */
  readonly sql: string;
}

/** Constraints that are in the way of what is wrong. */
export const without = (table: string, ...constraints: string[]): string =>
  constraints.map((name) => `ALTER TABLE ${table} DROP CONSTRAINT ${name}; `).join('');
