import { z } from 'zod';
import { Amount, Currency, Expand, Flag, listOf, Metadata, ReturnUrl, Text } from './params.ts';
import { PaymentMethodData } from './payment-methods.ts';

const Shipping = z
  .strictObject({
    address: z.strictObject({
      city: Text.optional(),
      country: Text.optional(),
      line1: Text.optional(),
      line2: Text.optional(),
      postal_code: Text.optional(),
      state: Text.optional(),
    }),
    name: z.string().max(500),
    phone: Text.optional(),
    carrier: Text.optional(),
    tracking_number: Text.optional(),
  })
  .transform(({ address, ...rest }) => ({
    address: {
      city: address.city ?? null,
      country: address.country ?? null,
      line1: address.line1 ?? null,
      line2: address.line2 ?? null,
      postal_code: address.postal_code ?? null,
      state: address.state ?? null,
    },
    carrier: rest.carrier ?? null,
    name: rest.name,
    phone: rest.phone ?? null,
    tracking_number: rest.tracking_number ?? null,
  }));

/** What may be said when a payment is created and changed later. */
const descriptive = {
  description: Text.optional(),
  metadata: Metadata.optional(),
  receipt_email: Text.optional(),
  shipping: Shipping.optional(),
  statement_descriptor_suffix: Text.optional(),
  transfer_group: Text.optional(),
  expand: Expand,
};

/** How the customer pays, said with the creation or the confirmation. */
const paying = {
  payment_method: z.string().optional(),
  payment_method_data: PaymentMethodData.optional(),
  return_url: ReturnUrl.optional(),
};

/** POST /v1/payment_intents */
export const CreatePaymentIntent = z.strictObject({
  amount: Amount,
  currency: Currency,
  ...descriptive,
  ...paying,
  automatic_payment_methods: z
    .strictObject({ enabled: Flag, allow_redirects: z.enum(['always', 'never']).default('always') })
    .optional(),
  payment_method_types: listOf(z.literal('card')).optional(),
  capture_method: z.enum(['automatic', 'automatic_async']).optional(),
  confirm: Flag.default(false),
});
export type CreatePaymentIntent = z.infer<typeof CreatePaymentIntent>;

/** POST /v1/payment_intents/:id */
export const UpdatePaymentIntent = z.strictObject({ amount: Amount.optional(), ...descriptive });
export type UpdatePaymentIntent = z.infer<typeof UpdatePaymentIntent>;

/** POST /v1/payment_intents/:id/confirm */
export const ConfirmPaymentIntent = z.strictObject({
  ...paying,
  client_secret: z.string().optional(),
  receipt_email: Text.optional(),
  shipping: Shipping.optional(),
  expand: Expand,
});
export type ConfirmPaymentIntent = z.infer<typeof ConfirmPaymentIntent>;

/** POST /v1/payment_intents/:id/cancel */
export const CancelPaymentIntent = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  expand: Expand,
});
export type CancelPaymentIntent = z.infer<typeof CancelPaymentIntent>;

/** GET /v1/payment_intents/:id */
export const RetrievePaymentIntent = z.strictObject({ client_secret: z.string().optional(), expand: Expand });
