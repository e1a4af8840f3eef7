'use client';

import { useEffect, useEffectEvent, useOptimistic, useRef } from 'react';
import { setDelivery } from '../cart/change-cart.ts';
import type { ChangeCart } from '../cart/use-cart-change.ts';
import { textsOf } from '../shell/form-texts.ts';
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
  /** The delivery that is counted in the total. */
  deliveryId: string | null;
  /** Whether this can be ordered from there at all. */
  isDeliverable: boolean;
  change: ChangeCart;
}

/**
 * Another country means other deliveries, another tax and another total: all of it is shown at once. What is asked for
 * is read from the form, which is ahead of what the server has told the page.
 */
export function CountryChoice({ cartId, countries, country, change }: PlaceProps) {
  // Uncontrolled: React resets a form's fields after each attempt, a controlled select to its first option.
  const choose = (select: HTMLSelectElement) => {
    const { shippingMethodId } = textsIn(select.form);
    change(async () => {
      const outcome = await setDelivery(cartId, {
        country: select.value,
        ...(shippingMethodId && { shippingMethodId }),
      });
      if (!outcome.ok) select.value = country;
      return outcome;
    });
  };

  // Chosen before this ran: by a quick hand, or by a browser that remembers forms.
  const place = useRef<HTMLSelectElement>(null);
  const chooseWhatIsChosen = useEffectEvent(() => {
    if (place.current && place.current.value !== country) choose(place.current);
  });
  useEffect(() => chooseWhatIsChosen(), []);

  return (
    <label className="block">
      <span className="mb-1.5 block text-[0.95rem]">Country</span>
      <select
        ref={place}
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

export function DeliveryChoice({ isDeliverable, ...place }: PlaceProps) {
  if (!isDeliverable) return <Undeliverable {...place} />;
  return place.deliveries.length > 0 ? <Deliveries {...place} /> : null;
}

function Undeliverable({ countries, country }: Pick<PlaceProps, 'countries' | 'country'>) {
  return (
    <p role="alert" className="notice">
      No delivery to this country: {countries.find(({ code }) => code === country)?.name ?? country}. Choose
      another one, or take something out of your cart.
    </p>
  );
}

function Deliveries({ cartId, country, deliveries, deliveryId, change }: Omit<PlaceProps, 'isDeliverable'>) {
  const [chosenId, choose] = useOptimistic(deliveryId);
  const pick = ({ value: id, form }: HTMLInputElement) => {
    const chosen = { country: textsIn(form)['country'] ?? country, shippingMethodId: id };
    change(
      () => setDelivery(cartId, chosen),
      () => choose(id),
    );
  };
  return (
    <fieldset>
      <legend className="title-small mb-5">How it gets there</legend>
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
    </fieldset>
  );
}

interface DeliveryRowProps {
  delivery: Delivery;
  isChosen: boolean;
  onPick: (radio: HTMLInputElement) => void;
}

function DeliveryRow({ delivery: { id, name, description, price }, isChosen, onPick }: DeliveryRowProps) {
  return (
    <label className="choice items-start py-3">
      <input
        type="radio"
        name="shippingMethodId"
        value={id}
        checked={isChosen}
        onChange={(event) => onPick(event.currentTarget)}
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

const textsIn = (form: HTMLFormElement | null): Partial<Record<string, string>> =>
  form ? textsOf(new FormData(form)) : {};
