'use client';

import { useState, useTransition } from 'react';
import { Change } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { sendOnce } from '../api/send-once.ts';
import { Refusal } from '../shell/refusal.tsx';

/** Gives an unpaid order up, after asking once whether that is meant. */
export function CancelOrder({ orderId }: { orderId: string }) {
  const router = useRouter();
  const [isAsking, ask] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, startCancelling] = useTransition();

  const cancel = () =>
    startCancelling(async () => {
      const outcome = await sendOnce({ path: `/api/orders/${orderId}/cancellation` }, Change);
      setRefusal(outcome.ok ? null : outcome.problem.detail);
      // Also when it was refused: the order has been paid meanwhile, or given up already.
      router.refresh();
    });

  if (!isAsking)
    return (
      <button type="button" className="text-link py-2 text-soft" onClick={() => ask(true)}>
        Cancel this order
      </button>
    );
  return (
    <div role="group" aria-label="Cancel this order" className="w-full space-y-3">
      <p>Cancel this order? What you chose goes back into the shop.</p>
      <div className="flex flex-wrap gap-3">
        {/* The button that had the focus is gone; this is what it asked for. */}
        <button type="button" autoFocus className="button button-quiet" disabled={isPending} onClick={cancel}>
          {isPending ? 'Cancelling…' : 'Yes, cancel it'}
        </button>
        <button type="button" className="button button-quiet" disabled={isPending} onClick={() => ask(false)}>
          Keep it
        </button>
      </div>
      <Refusal words={refusal} />
    </div>
  );
}
