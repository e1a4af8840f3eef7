import type { Shopper } from './shopper.ts';

/** Something to put load on the shop with. */
export interface Scenario {
  /** What one user does, again and again. */
  readonly journey: (shopper: Shopper) => Promise<void>;
  /** Setbacks that the shop is meant to hand out under this load: refusals by design, not errors. */
  readonly designedRefusals: ReadonlySet<string>;
}
