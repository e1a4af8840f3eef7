'use client';

import { useEffect, useState, type RefObject } from 'react';
import { StartedPayment, type Problem } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { callApi } from '../api/call.ts';
import { appearanceOf } from './appearance.ts';
import { loadStripe, type Elements, type Stripe } from './stripe-script.ts';

export interface Till {
  stripe: Stripe;
  elements: Elements;
}

/** Starts the payment (or picks it up again) and mounts the provider's form. */
export function useTill(orderId: string, place: RefObject<HTMLDivElement | null>) {
  const router = useRouter();
  const [till, setTill] = useState<Till | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    const left = new AbortController();
    openTill(orderId, place, left.signal).then(
      (opened) => {
        if (opened) setTill(opened);
      },
      (cause: unknown) => {
        if (left.signal.aborted) return;
        const elsewhere = cause instanceof Refused && pathAfter(cause.problem, orderId);
        if (elsewhere) router.replace(elsewhere);
        else setFailure(wordsFor(cause));
      },
    );
    return () => {
      left.abort();
      setTill(null);
    };
  }, [orderId, place, router, tries]);

  const retry = () => {
    setFailure(null);
    setTries((count) => count + 1);
  };
  return [till, failure, retry] as const;
}

/** Null when the page was left meanwhile. */
async function openTill(
  orderId: string,
  place: RefObject<HTMLDivElement | null>,
  left: AbortSignal,
): Promise<Till | null> {
  const started = await callApi({ method: 'POST', path: `/api/orders/${orderId}/payment` }, StartedPayment);
  if (!started.ok) throw new Refused(started.problem);
  const stripe = await loadStripe(started.value);
  if (left.aborted || !place.current) return null;

  const { clientSecret } = started.value;
  const elements = stripe.elements({ clientSecret, appearance: appearanceOf(place.current) });
  const element = elements.create('payment');
  element.mount(place.current);
  left.addEventListener('abort', () => element.destroy());
  return { stripe, elements };
}

/** The shop itself said no, in words for the buyer. */
class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** An order that awaits no payment any more: its own page says why. */
function pathAfter({ status, code }: Problem, orderId: string): string | null {
  if (code === 'payment_already_made') return `/orders/${orderId}?payment=sent`;
  return status === 409 ? `/orders/${orderId}` : null;
}

function wordsFor(cause: unknown): string {
  if (cause instanceof Refused) return cause.message;
  console.error(cause);
  return 'The payment form could not be loaded. Please check your connection.';
}
