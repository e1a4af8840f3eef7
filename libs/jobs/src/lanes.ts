/**
 * What waits for what. Rows of an earlier lane are published first. `window` is how many rows of one job may be in
 * Redis at a time; the rest waits in PostgreSQL, where room costs nothing and stores take turns. It is small where
 * the work is slow: whoever comes next waits for no more than what is in the window. `concurrency` is how many of one
 * job a worker runs at once, unless the job's handler says otherwise.
 */
export const lanes = {
  /** Money and stock. */
  payment: { window: 1_000, concurrency: 32 },
  /** What customers and staff are waiting for in their mailbox. All kinds of mail share a few connections. */
  mail: { window: 500, concurrency: 8 },
  /** Invoices and credit notes. */
  document: { window: 50, concurrency: 2 },
  image: { window: 16, concurrency: 2 },
  /** What keeps house, whenever there is time. */
  upkeep: { window: 100, concurrency: 2 },
} as const;

export type Lane = keyof typeof lanes;

/** Most urgent first. */
export const laneNames = Object.keys(lanes) as Lane[];
