/** What of the provider's API our shop and its customers' browsers call. */
type Operation =
  | `payment_intents.${'create' | 'list' | 'retrieve' | 'update' | 'confirm' | 'cancel'}`
  | `refunds.${'create' | 'list' | 'retrieve' | 'update'}`
  | `events.${'list' | 'retrieve'}`
  | 'charges.retrieve'
  | 'payment_methods.retrieve'
  | 'any';

/** How often a fault strikes: once, unless it says otherwise. Dice are thrown from the seed. */
interface Often {
  times?: number | 'until_disarmed';
  probability?: number;
  seed?: number;
}

type OfCalls = { operation: Operation } & Often &
  (
    | { kind: 'delay'; ms: number; after_work?: boolean }
    /** Never answered; the connection ends after this time, or when the fault is disarmed. */
    | { kind: 'hang'; ms?: number; after_work?: boolean }
    | { kind: 'fail'; status?: 429 | 500 | 502 | 503; after_work?: boolean }
    | { kind: 'garbage'; bytes?: number; after_work?: boolean }
    /** Does the work (charges, refunds, creates), then drops the connection without a word. */
    | { kind: 'drop_reply' }
    /** Does the work and lies about it. */
    | { kind: 'wrong_answer'; change: Record<string, unknown> }
  );

/** `event` is a type, or the beginning of one and `*`; all of them when it is left out. */
type OfWebhooks = { event?: string } & Often &
  (
    | { kind: 'duplicate'; copies?: number; parallel?: boolean }
    /** Holds this many and sends them the other way round, each after the one before was answered. */
    | { kind: 'reorder'; count: number; order?: 'reverse' | 'shuffle'; ms?: number }
    | { kind: 'delay'; event: string; ms: number }
    | { kind: 'lose' }
    /** Kept until the fault is disarmed. */
    | { kind: 'hold' }
  );

/** What the sandbox can be told to do wrong; its README says more of each. */
export type SandboxFault = OfCalls | OfWebhooks;

/** How an event is sent (again). */
export interface SandboxDelivery {
  times?: number;
  parallel?: boolean;
  /** How long ago it claims to have been signed; negative is the future. */
  age_seconds?: number;
  signature?: 'right' | 'wrong' | 'missing';
}
