'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import type { Cart, Problem } from '@tradewind/contracts';
import type { Outcome } from '../api/call.ts';
import { removeLine, setQuantity } from '../cart/change-cart.ts';
import { couponFaultWords } from '../cart/coupon-words.ts';
import { useCartChange } from '../cart/use-cart-change.ts';
import { differences, shortLines, type Difference, type Shown, type ShownLine } from './shown.ts';
import { couponFaultOf } from './use-checkout.ts';

interface OrderChangesProps {
  problem: Problem;
  before: Shown;
  now: Shown;
  cartId: string;
}

/** Something moved between looking and ordering: says what, and leaves it to the buyer to go on. */
export function OrderChanges({ problem, before, now, cartId }: OrderChangesProps) {
  const short = shortLines(now);
  if (short.length > 0) return <SoldMeanwhile key="short" short={short} cartId={cartId} />;

  const fault = couponFaultOf(problem);
  return (
    <Notice key="changed" title={`The total is ${now.total} now. It was ${before.total}.`}>
      {fault && before.coupon && <p>{couponFaultWords({ code: before.coupon, fault })}</p>}
      <Differences differences={differences(before, now)} />
      <p>Nothing has been ordered. Press the button again if you still want it.</p>
    </Notice>
  );
}

function SoldMeanwhile({ short, cartId }: { short: ShownLine[]; cartId: string }) {
  const { change, isPending, problem } = useCartChange();
  return (
    <Notice title="Somebody was faster">
      <ul>
        {short.map(({ variantId, name, quantity, available }) => (
          <li key={variantId}>
            {name}: {available === 0 ? 'sold out' : `only ${available} left, you chose ${quantity}`}
          </li>
        ))}
      </ul>
      <p>Nothing has been ordered.</p>
      <button
        type="button"
        className="button button-quiet"
        disabled={isPending}
        onClick={() => change(() => takeWhatIsLeft(cartId, short))}
      >
        {short.every(({ available }) => available === 0) ? 'Go on without it' : 'Take what is left'}
      </button>
      {problem && <p>{problem.detail}</p>}
    </Notice>
  );
}

/** One after the other: each is a change of the same cart. */
async function takeWhatIsLeft(cartId: string, [first, ...rest]: ShownLine[]): Promise<Outcome<Cart>> {
  if (!first) throw new Error('There is no line to change.');
  const { variantId, available } = first;
  const outcome = await (available > 0
    ? setQuantity(cartId, variantId, available)
    : removeLine(cartId, variantId));
  return outcome.ok && rest.length > 0 ? takeWhatIsLeft(cartId, rest) : outcome;
}

function Differences({ differences }: { differences: Difference[] }) {
  return (
    <ul>
      {differences.map(({ what, was, is }) => (
        <li key={what} className="flex flex-wrap justify-between gap-x-4">
          <span>{what}</span>
          <span className="tabular-nums">
            <del className="text-soft">
              <span className="sr-only">was </span>
              {was}
            </del>{' '}
            <ins className="no-underline">
              <span className="sr-only">now </span>
              {is}
            </ins>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Takes the focus, so that nobody presses the button again without having been told. */
function Notice({ title, children }: { title: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} role="alertdialog" aria-label={title} tabIndex={-1} className="notice space-y-3">
      <p className="title-small">{title}</p>
      {children}
    </div>
  );
}
