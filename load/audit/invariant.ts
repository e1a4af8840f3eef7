/** A sentence that is true of the shop at any moment, and the SQL that finds what breaks it. */
export interface Invariant {
  readonly id: string;
  readonly name: string;
  /** Returns the rows that break it: none, when all is well. */
  readonly sql: string;
}

/** Invariants that belong together. */
export interface Chapter {
  readonly title: string;
  /**
   * Asked once for each store, within its scope. Every join names store_id all the same, so they also hold for a
   * database owner who is above row-level security.
   */
  readonly ofEachStore?: readonly Invariant[];
  /** Asked once: about tables of the platform, and about how the database is built. */
  readonly ofPlatform?: readonly Invariant[];
}
