'use client';

import { useRef, useState } from 'react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Refusal } from '../shell/refusal.tsx';
import { refusalWords } from './payment-words.ts';
import type { PaymentRefusal } from './stripe-script.ts';
import { useTill } from './use-till.ts';

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
    if (!error || isUnderWay(error)) {
      router.replace(`/orders/${orderId}?payment=sent`);
      return;
    }
    setRefusal(refusalWords(error));
    setIsPaying(false);
    // This attempt has ended, for instance because its time was over: the shop opens another one, if it still may.
    if (hasEnded(error)) retry();
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
      <p className="text-center text-[0.95rem]">
        <Link className="text-link" href={`/orders/${orderId}`}>
          Pay later, or cancel
        </Link>
      </p>
    </form>
  );
}

/** Paid already, or about to be: in another window, or by a try whose answer got lost. */
const isUnderWay = ({ payment_intent }: PaymentRefusal): boolean =>
  payment_intent?.status === 'succeeded' || payment_intent?.status === 'processing';

const hasEnded = ({ code }: PaymentRefusal): boolean => code === 'payment_intent_unexpected_state';
