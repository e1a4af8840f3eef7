/** Every call of the API by its name, as Stripe's libraries have it; browsers use the same ones. */
export const OPERATIONS = [
  'payment_intents.create',
  'payment_intents.list',
  'payment_intents.retrieve',
  'payment_intents.update',
  'payment_intents.confirm',
  'payment_intents.cancel',
  'refunds.create',
  'refunds.list',
  'refunds.retrieve',
  'refunds.update',
  'charges.retrieve',
  'payment_methods.retrieve',
  'events.list',
  'events.retrieve',
] as const;
export type Operation = (typeof OPERATIONS)[number];
