import fc from 'fast-check';
import type { SandboxFault } from '../sandbox-fault.ts';

/** What a customer wants to buy. */
export interface Basket {
  mugs: number;
  plates: number;
  hasCoupon: boolean;
  /** Paid with this card as soon as it was ordered, if with one. */
  card: Card | undefined;
}

/** What somebody does, or what goes wrong. `order` is counted around: there are as many as were placed. */
export type Move =
  | { do: 'buy'; basket: Basket }
  | { do: 'start payment'; order: number }
  | { do: 'pay'; order: number; card: Card }
  | { do: 'pay after a decline that is heard of late'; order: number }
  | { do: 'answer bank'; order: number; decision: 'approve' | 'refuse' }
  | { do: 'cancel as buyer'; order: number; twice: boolean }
  | { do: 'cancel as staff'; order: number; twice: boolean }
  | { do: 'ship'; order: number; one: boolean; twice: boolean }
  | { do: 'deliver'; order: number; twice: boolean }
  | {
      do: 'refund';
      order: number;
      what: 'a mug' | 'delivery' | 'rest' | number;
      restock: boolean;
      twice: boolean;
    }
  | { do: 'return a mug'; order: number; restock: boolean }
  | { do: 'refund at provider'; order: number; amount: number | undefined }
  | { do: 'end at provider'; order: number }
  | { do: 'end hold'; order: number }
  | { do: 'reconcile' }
  | { do: 'restart worker' }
  | { do: 'wait'; ms: number }
  | { do: 'go wrong'; fault: SandboxFault };

/** A move, and whether the next one waits for it. */
export type Step = Move & { waits: boolean };

// Not one whose refunds fail: they leave something for a person to do, which the audit says too.
const cards = [
  'pm_card_visa',
  'pm_card_visa_chargeDeclined',
  'pm_card_authenticationRequired',
  'pm_card_threeDSecureRequiredChargeDeclined',
  'pm_card_pendingRefund',
] as const;
export type Card = (typeof cards)[number];

const card = fc.oneof(
  { arbitrary: fc.constant<Card>('pm_card_visa'), weight: 4 },
  { arbitrary: fc.constantFrom(...cards), weight: 2 },
);
const order = fc.nat({ max: 11 });
const twice = fc.boolean();
const restock = fc.boolean();
const basket = fc.record<Basket>({
  mugs: fc.integer({ min: 1, max: 2 }),
  plates: fc.nat({ max: 2 }),
  hasCoupon: fc.boolean(),
  card: fc.option(card, { nil: undefined }),
});

/** Our own client of the provider tries three times: four outlast it. */
const times = fc.constantFrom(1, 2, 4);
/** Long enough to come too late, short enough to be waited for. */
const ms = fc.integer({ min: 20, max: 400 });
const after_work = fc.boolean();
const is = <const Name extends string>(name: Name): fc.Arbitrary<Name> => fc.constant(name);

const operation = fc.oneof(
  is('refunds.create'),
  fc.constantFrom(
    ...(['create', 'retrieve', 'cancel', 'list'] as const).map((verb) => `payment_intents.${verb}` as const),
    ...(['create', 'list'] as const).map((verb) => `refunds.${verb}` as const),
  ),
);
const event = fc.constantFrom('*', 'payment_intent.*', 'charge.*', 'payment_intent.succeeded');

const fault: fc.Arbitrary<SandboxFault> = fc.oneof(
  fc.record({ kind: is('delay'), operation, ms, after_work, times }),
  fc.record({ kind: is('fail'), operation, after_work, times }),
  fc.record({ kind: is('hang'), operation, ms, after_work, times }),
  fc.record({ kind: is('garbage'), operation, after_work }),
  fc.record({ kind: is('drop_reply'), operation, times }),
  fc.record({ kind: is('duplicate'), event, copies: fc.constantFrom(2, 5), parallel: fc.boolean() }),
  fc.record({ kind: is('lose'), event, times }),
  fc.record({ kind: is('delay'), event, ms, times }),
  fc.record({ kind: is('reorder'), event, count: fc.integer({ min: 2, max: 4 }), ms }),
);

const amount = fc.integer({ min: 1, max: 1_500 });
const what = fc.oneof(is('a mug'), is('delivery'), is('rest'), amount);
const decision = fc.constantFrom('approve' as const, 'refuse' as const);

const often = <Made extends Move>(weight: number, arbitrary: fc.Arbitrary<Made>) => ({ weight, arbitrary });
const move: fc.Arbitrary<Move> = fc.oneof(
  often(5, fc.record({ do: is('go wrong'), fault })),
  often(4, fc.record({ do: is('pay'), order, card })),
  often(4, fc.record({ do: is('refund'), order, what, restock, twice })),
  often(4, fc.record({ do: is('ship'), order, one: fc.boolean(), twice })),
  often(3, fc.record({ do: is('wait'), ms })),
  often(2, fc.record({ do: is('pay after a decline that is heard of late'), order })),
  often(2, fc.record({ do: is('deliver'), order, twice })),
  often(2, fc.record({ do: is('return a mug'), order, restock })),
  often(2, fc.record({ do: is('answer bank'), order, decision })),
  often(2, fc.record({ do: is('cancel as staff'), order, twice })),
  often(2, fc.record({ do: is('end hold'), order })),
  often(1, fc.record({ do: is('cancel as buyer'), order, twice })),
  often(1, fc.record({ do: is('buy'), basket })),
  often(1, fc.record({ do: is('start payment'), order })),
  often(1, fc.record({ do: is('refund at provider'), order, amount: fc.option(amount, { nil: undefined }) })),
  often(1, fc.record({ do: is('end at provider'), order })),
  often(1, fc.record({ do: is('reconcile') })),
  often(1, fc.record({ do: is('restart worker') })),
);

const step: fc.Arbitrary<Step> = fc
  .tuple(move, fc.boolean())
  .map(([moved, waits]): Step => ({ ...moved, waits }));

/** Some orders, and what happens to them. */
export interface Schedule {
  baskets: Basket[];
  steps: Step[];
}

export const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  baskets: fc.array(basket, { minLength: 3, maxLength: 5 }),
  steps: fc.array(step, { minLength: 15, maxLength: 45, size: 'max' }),
});
