'use client';

import { useActionState } from 'react';
import type { Money, Problem } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { Field } from '../shell/field.tsx';
import { textsOf } from '../shell/form-texts.ts';
import { fieldErrors, Refusal } from '../shell/refusal.tsx';
import type { Country } from './countries.ts';
import { placeOrder } from './place-order.ts';

interface CheckoutFormProps {
  cartId: string;
  total: Money;
  totalText: string;
  known: { email: string; name: string };
  countries: Country[];
}

interface Attempt {
  values: Partial<Record<string, string>>;
  problem: Problem | null;
}

/** Who and where. Sending it places the order and reserves the stock; paying is the next page. */
export function CheckoutForm({ cartId, total, totalText, known, countries }: CheckoutFormProps) {
  const router = useRouter();
  const [{ values, problem }, submit, isPending] = useActionState(
    async (_: Attempt, form: FormData): Promise<Attempt> => {
      const outcome = await placeOrder({ cartId, expectedTotal: total, form });
      // A new document: the cart has become an order, and nothing on the next page should still show it as a cart.
      if (outcome.ok) location.assign(`/orders/${outcome.value.order.id}/payment`);
      // Prices or stock moved under the buyer: show them the cart as it is now before they order again.
      else if (outcome.problem.status === 409) router.refresh();
      return { values: textsOf(form), problem: outcome.ok ? null : outcome.problem };
    },
    { values: known, problem: null },
  );
  const errors = fieldErrors(problem);
  const field = (name: string) => ({ name, defaultValue: values[name] ?? '', error: errors[name] });

  return (
    <form action={submit} className="max-w-xl space-y-10" aria-describedby="next">
      <fieldset className="space-y-5">
        <legend className="title-small mb-5">How we reach you</legend>
        <Field label="E-mail" type="email" autoComplete="email" maxLength={254} {...field('email')} />
      </fieldset>
      <fieldset className="space-y-5">
        <legend className="title-small mb-5">Where it goes</legend>
        <Field label="Name" autoComplete="shipping name" maxLength={100} {...field('name')} />
        <Field
          label="Street and number"
          autoComplete="shipping address-line1"
          maxLength={120}
          {...field('line1')}
        />
        <Field
          label="Flat, floor, company"
          autoComplete="shipping address-line2"
          maxLength={120}
          {...field('line2')}
          required={false}
        />
        <div className="grid gap-5 sm:grid-cols-[10rem_1fr]">
          <Field
            label="Postal code"
            autoComplete="shipping postal-code"
            maxLength={20}
            {...field('postalCode')}
          />
          <Field label="City" autoComplete="shipping address-level2" maxLength={80} {...field('city')} />
        </div>
        <CountryChoice countries={countries} chosen={values.country} />
      </fieldset>
      <div className="space-y-4">
        <Refusal words={problem && refusalOf(problem, totalText)} />
        <button className="button w-full sm:w-auto" disabled={isPending}>
          {isPending ? 'Placing your order…' : 'Continue to payment'}
        </button>
        <p id="next" className="text-[0.95rem] text-soft">
          You pay {totalText} on the next page. Nothing is charged yet.
        </p>
      </div>
    </form>
  );
}

function CountryChoice({ countries, chosen }: { countries: Country[]; chosen: string | undefined }) {
  return (
    <label className="block">
      <span className="mb-1.5 block text-[0.95rem]">Country</span>
      {/* The key makes a new element of it after each try: React resets a form's selects to what they were first. */}
      <select
        key={chosen}
        name="country"
        className="input"
        autoComplete="shipping country"
        required
        defaultValue={chosen ?? ''}
      >
        <option value="" disabled>
          Choose a country
        </option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function refusalOf(problem: Problem, totalText: string): string {
  if (problem.code === 'total_changed')
    return `The total has changed: it is ${totalText} now. Please look at your order again before you go on.`;
  if (problem.status === 422)
    return 'Something in the form is not right yet. See the notes beside the fields.';
  return problem.detail;
}
