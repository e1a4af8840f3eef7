'use client';

import type { ReactNode } from 'react';
import type { Money, Problem } from '@tradewind/contracts';
import { productLimitOf } from '../cart/product-limit.ts';
import { useCartChange } from '../cart/use-cart-change.ts';
import { fieldErrors, Refusal } from '../shell/refusal.tsx';
import { AddressFields, ContactFields, type FieldOf } from './address-fields.tsx';
import type { Country } from './countries.ts';
import { CountryChoice, DeliveryChoice, type Delivery } from './delivery-choice.tsx';
import { OrderChanges } from './order-changes.tsx';
import type { Shown } from './shown.ts';
import { useCheckout } from './use-checkout.ts';

interface CheckoutFormProps {
  cartId: string;
  total: Money;
  shown: Shown;
  known: { email: string; name: string };
  countries: Country[];
  country: string;
  deliveries: Delivery[];
  isDeliverable: boolean;
  /** The delivery that is counted in the total. */
  deliveryId: string | null;
  /** What it costs, for screens on which the summary is not beside the form. */
  children: ReactNode;
}

/** Who, where and how. Sending it places the order and reserves the stock; paying is the next page. */
export function CheckoutForm({ cartId, total, shown, known, children, ...place }: CheckoutFormProps) {
  const [attempt, submit, isPlacing] = useCheckout({ cartId, total, shown, known });
  const { change, isPending: isCounting, problem: refusedChange } = useCartChange();
  const { problem, seen, texts } = attempt;
  const errors = fieldErrors(problem);
  const field: FieldOf = (name) => ({ name, defaultValue: texts[name] ?? '', error: errors[name] });
  const toPay = total.amount === 0 ? 'Place the order: nothing to pay' : `Order and pay ${shown.total}`;
  const words = place.isDeliverable ? toPay : 'Choose another country first';
  const isAsking = problem?.code === 'total_changed' || problem?.code === 'out_of_stock';

  return (
    <form action={submit} className="max-w-xl space-y-10" aria-describedby="next">
      <ContactFields field={field} />
      <fieldset key={`where-${attempt.count}`} className="space-y-5">
        <legend className="title-small mb-5">Where it goes</legend>
        <CountryChoice cartId={cartId} change={change} {...place} />
        <AddressFields field={field} />
      </fieldset>
      <DeliveryChoice key={`how-${attempt.count}`} cartId={cartId} change={change} {...place} />
      <div className="space-y-4">
        <div className="card p-5 lg:hidden">{children}</div>
        {isAsking && seen ? (
          <OrderChanges problem={problem} before={seen} now={shown} cartId={cartId} />
        ) : (
          <Refusal words={problem ? wordsFor(problem, shown) : (refusedChange?.detail ?? null)} />
        )}
        <button className="button w-full" disabled={isPlacing || isCounting || !place.isDeliverable}>
          {isPlacing ? 'Placing your order…' : isCounting ? 'Counting anew…' : words}
        </button>
        <p id="next" className="text-[0.95rem] text-soft">
          You pay on the next page. Until then nothing is charged.
        </p>
        <p role="status" className="sr-only">
          The total is {shown.total}.
        </p>
      </div>
    </form>
  );
}

function wordsFor(problem: Problem, { lines }: Shown): string {
  if (problem.errors?.length)
    return 'Something in the form is not right yet. See the notes beside the fields.';
  if (problem.code === 'not_delivered')
    return 'This cannot be sent there, or not in this way. Choose another delivery or another country.';
  const limit = productLimitOf(problem);
  const name = lines.find(({ productSlug }) => productSlug === limit?.productSlug)?.productName;
  return limit && name
    ? `One order holds at most ${limit.maxPerOrder} of ${name}, all its variants together. Take some out of your cart.`
    : problem.detail;
}
