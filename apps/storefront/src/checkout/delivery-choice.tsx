'use client';

import { useOptimistic } from 'react';
import type { Cart } from '@tradewind/contracts';
import type { Outcome } from '../api/call.ts';
import { setDelivery } from '../cart/change-cart.ts';
import type { Country } from './countries.ts';

/** A way of delivery, its price in words. */
export interface Delivery {
  id: string;
  name: string;
  description: string;
  price: string;
}

interface PlaceProps {
  cartId: string;
  countries: Country[];
  country: string;
  deliveries: Delivery[];
  deliveryId: string | null;
  change: (request: () => Promise<Outcome<Cart>>) => void;
}

/** Another country means other deliveries, another tax and another total: all of it is shown at once. */
export function CountryChoice({ cartId, countries, country, deliveryId, change }: PlaceProps) {
  // Uncontrolled: React resets a form's fields after each attempt, a controlled select to its first option.
  const choose = (select: HTMLSelectElement) =>
    change(async () => {
      const wanted = { country: select.value, ...(deliveryId && { shippingMethodId: deliveryId }) };
      const outcome = await setDelivery(cartId, wanted);
      if (!outcome.ok) select.value = country;
      return outcome;
    });
  return (
    <label className="block">
      <span className="mb-1.5 block text-[0.95rem]">Country</span>
      <select
        name="country"
        className="input"
        autoComplete="shipping country"
        required
        defaultValue={country}
        onChange={(event) => choose(event.currentTarget)}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function DeliveryChoice({ cartId, countries, country, deliveries, deliveryId, change }: PlaceProps) {
  const [chosenId, choose] = useOptimistic(deliveryId);
  const pick = (id: string) =>
    change(() => {
      choose(id);
      return setDelivery(cartId, { country, shippingMethodId: id });
    });
  return (
    <fieldset>
      <legend className="title-small mb-5">How it gets there</legend>
      {deliveries.length === 0 ? (
        <p role="alert" className="text-bad">
          We cannot send this to {countries.find(({ code }) => code === country)?.name ?? country}. Choose
          another country, or take something out of your cart.
        </p>
      ) : (
        <div className="grid gap-2">
          {deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              isChosen={delivery.id === chosenId}
              onPick={pick}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}

interface DeliveryRowProps {
  delivery: Delivery;
  isChosen: boolean;
  onPick: (id: string) => void;
}

function DeliveryRow({ delivery: { id, name, description, price }, isChosen, onPick }: DeliveryRowProps) {
  return (
    <label className="choice items-start py-3">
      <input
        type="radio"
        name="shippingMethodId"
        value={id}
        checked={isChosen}
        onChange={() => onPick(id)}
        className="mt-1 size-4 shrink-0 accent-accent outline-none"
      />
      <span className="grow">
        {name}
        {description && <span className="block text-sm text-soft">{description}</span>}
      </span>
      <span className="tabular-nums">{price}</span>
    </label>
  );
}
