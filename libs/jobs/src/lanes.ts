/**
 * What waits for what. Rows of an earlier lane are published first. `window` is how many rows of one job may be in
 * Redis at a time; the rest waits in PostgreSQL, where room costs nothing and stores take turns. It is small where
 * the work is slow: whoever comes next waits for no more than what is in the window.
 */
export const lanes = {
  /** Money and stock. */
  payment: { window: 1_000 },
  /** What customers and staff are waiting for in their mailbox. */
  mail: { window: 500 },
  /** Invoices and credit notes. */
  document: { window: 50 },
  image: { window: 16 },
  /** What keeps house, whenever there is time. */
  upkeep: { window: 100 },
} as const;

export type Lane = keyof typeof lanes;

/** Most urgent first. */
export const laneNames = Object.keys(lanes) as Lane[];
