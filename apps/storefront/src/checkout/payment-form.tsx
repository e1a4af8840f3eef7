'use client';

import { useEffect, useRef, useState, type RefObject } from 'react';
import { StartedPayment } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { callApi } from '../api/call.ts';
import { Refusal } from '../shell/refusal.tsx';
import { appearanceOf } from './appearance.ts';
import { loadStripe, type Elements, type Stripe } from './stripe-script.ts';

interface Till {
  stripe: Stripe;
  elements: Elements;
}

/** The payment provider's own form, and the button that pays. A declined card can be tried again with another. */
export function PaymentForm({ orderId, totalText }: { orderId: string; totalText: string }) {
  const router = useRouter();
  const place = useRef<HTMLDivElement>(null);
  const [till, failure, retry] = useTill(orderId, place);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPaying, setIsPaying] = useState(false);

  async function pay(event: React.SyntheticEvent) {
    event.preventDefault();
    if (!till || isPaying) return;
    setIsPaying(true);
    setRefusal(null);
    const { error } = await till.stripe.confirmPayment({
      elements: till.elements,
      confirmParams: { return_url: new URL(`/orders/${orderId}`, location.href).href },
      redirect: 'if_required',
    });
    if (!error) {
      router.replace(`/orders/${orderId}?payment=sent`);
      return;
    }
    setRefusal(error.message ?? 'The payment did not go through. Please try again or use another card.');
    setIsPaying(false);
  }

  return (
    <form onSubmit={pay} className="max-w-xl space-y-6" aria-busy={isPaying}>
      <div ref={place} className="min-h-40" data-testid="payment-element" />
      <Refusal words={refusal ?? failure} />
      {failure ? (
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      ) : (
        <button className="button w-full" disabled={!till || isPaying}>
          {isPaying ? 'Paying…' : till ? `Pay ${totalText}` : 'Preparing payment…'}
        </button>
      )}
    </form>
  );
}

/** Starts the payment (or picks it up again) and mounts the provider's form. */
function useTill(orderId: string, place: RefObject<HTMLDivElement | null>) {
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
        if (!left.signal.aborted) setFailure(wordsFor(cause));
      },
    );
    return () => {
      left.abort();
      setTill(null);
    };
  }, [orderId, place, tries]);

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
  if (!started.ok) throw new Refused(started.problem.detail);
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
class Refused extends Error {}

function wordsFor(cause: unknown): string {
  if (cause instanceof Refused) return cause.message;
  console.error(cause);
  return 'The payment form could not be loaded. Please check your connection.';
}
