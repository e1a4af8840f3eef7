'use client';

import { useActionState, useState } from 'react';
import type { Cart } from '@tradewind/contracts';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { Outcome } from '../api/call.ts';
import { addToCart } from '../cart/change-cart.ts';
import { textsOf } from '../shell/form-texts.ts';
import { CheckIcon } from '../shell/icons.tsx';
import { StockAlert } from './stock-alert.tsx';

export interface Choice {
  id: string;
  name: string;
  price: string;
  available: number;
  stock: string;
}

interface Attempt {
  count: number;
  result: Outcome<Cart> | null;
}

/** Choosing a variant and putting it into the cart, or waiting for it. */
export function BuyBox({ choices, email }: { choices: Choice[]; email: string }) {
  const router = useRouter();
  const [chosenId, choose] = useState((choices.find(({ available }) => available > 0) ?? choices[0])?.id);
  const chosen = choices.find(({ id }) => id === chosenId);

  const [{ count, result }, submit, isPending] = useActionState(
    async ({ count }: Attempt, form: FormData): Promise<Attempt> => {
      const { variant = '', quantity } = textsOf(form);
      const result = await addToCart(variant, Number(quantity));
      // The cart in the header belongs to the server's part of the page.
      if (result.ok) router.refresh();
      return { count: count + 1, result };
    },
    { count: 0, result: null },
  );

  if (!chosen) return <p className="mt-4 text-lg">This piece cannot be ordered at the moment.</p>;
  const isSoldOut = chosen.available === 0;
  return (
    <>
      <form action={submit} className="mt-4">
        <p className="text-xl">{chosen.price}</p>
        {/* React resets a form after each attempt: its radio buttons to the first choice, unless they are new ones. */}
        <fieldset key={count} className="mt-7">
          <legend className="eyebrow">Choose</legend>
          <div className="mt-3 grid gap-2">
            {choices.map((choice) => (
              <ChoiceRow
                key={choice.id}
                choice={choice}
                isChosen={choice.id === chosenId}
                onChoose={choose}
              />
            ))}
          </div>
        </fieldset>
        <p className={`mt-4 ${chosen.available <= 5 ? 'font-medium' : 'text-soft'}`} data-testid="stock">
          {chosen.stock}
        </p>
        <div className="mt-5 flex gap-3">
          <QuantityChoice key={chosen.id} most={Math.min(chosen.available, 10)} />
          <button className="button grow" disabled={isPending || isSoldOut}>
            {isSoldOut ? 'Sold out' : isPending ? 'Adding…' : 'Add to cart'}
          </button>
        </div>
        <p role="status" className="mt-4 flex min-h-7 items-center gap-2">
          {result?.ok && !isPending && (
            <>
              <span className="text-good">
                <CheckIcon />
              </span>{' '}
              It is in your cart.
              <Link className="text-link" href="/cart">
                See your cart
              </Link>
            </>
          )}
          {result && !result.ok && !isPending && <span className="text-bad">{result.problem.detail}</span>}
        </p>
      </form>
      {isSoldOut && <StockAlert key={chosen.id} variantId={chosen.id} email={email} />}
    </>
  );
}

interface ChoiceRowProps {
  choice: Choice;
  isChosen: boolean;
  onChoose: (id: string) => void;
}

function ChoiceRow({ choice, isChosen, onChoose }: ChoiceRowProps) {
  return (
    <label className="choice">
      <input
        type="radio"
        name="variant"
        value={choice.id}
        checked={isChosen}
        onChange={() => onChoose(choice.id)}
        className="size-4 accent-accent outline-none"
      />
      <span className={`grow ${choice.available === 0 ? 'text-soft line-through' : ''}`}>{choice.name}</span>
      <span className="text-soft">{choice.available === 0 ? 'Sold out' : choice.price}</span>
    </label>
  );
}

function QuantityChoice({ most }: { most: number }) {
  return (
    <label>
      <span className="sr-only">Quantity</span>
      <select name="quantity" className="input !w-20" disabled={most === 0}>
        {Array.from({ length: Math.max(most, 1) }, (_, index) => (
          <option key={index}>{index + 1}</option>
        ))}
      </select>
    </label>
  );
}
