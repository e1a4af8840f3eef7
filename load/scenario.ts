import type { Client } from 'pg';
import type { Finding } from './audit/finding.ts';
import type { OpenStore } from './open-stores.ts';
import type { Options } from './options.ts';
import type { Recording } from './recording.ts';
import type { Shopper } from './shopper.ts';

/** Something to put load on the shop with. */
export interface Scenario {
  /** Setbacks that the shop is meant to hand out under this load: refusals by design, not errors. */
  readonly designedRefusals: ReadonlySet<string>;
  /** Brings in the goods, and says what the shoppers will do. */
  readonly prepare: (stage: Stage) => Promise<Play>;
}

export interface Stage {
  /** Connected as the owner of the database. */
  readonly client: Client;
  readonly stores: readonly OpenStore[];
  readonly options: Options;
  readonly tell: (news: string) => void;
}

export interface Play {
  /** The stores that are visited: users take turns among them. */
  readonly stores: readonly OpenStore[];
  /** What one user does, again and again. */
  readonly journey: (shopper: Shopper) => Promise<void>;
  /** What must be true afterwards of this play, besides what must be true of the shop always. */
  readonly outcome?: (recording: Recording) => Promise<Finding[]>;
}
