'use client';

import { useEffect, useState } from 'react';
import { OrderDetail } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { callApi } from '../api/call.ts';

const firstWait = 700;
const longestWait = 10_000;
const patience = 3 * 60_000;

/** Asks for the order again and again, ever more rarely, until it is no longer waiting; then shows the page anew. */
export function StatusWatch({ orderId, justPaid }: { orderId: string; justPaid: boolean }) {
  const router = useRouter();
  const [gaveUp, setGaveUp] = useState(false);

  useEffect(() => {
    const stop = new AbortController();
    void untilSettled(orderId, stop.signal).then((isSettled) => {
      if (stop.signal.aborted) return;
      if (isSettled) router.refresh();
      else setGaveUp(true);
    });
    return () => stop.abort();
  }, [orderId, router]);

  if (!justPaid) return null;
  return gaveUp ? (
    <p role="status" className="mt-6 max-w-xl">
      This takes longer than usual. You may leave this page: we write to you as soon as the payment has
      arrived.
    </p>
  ) : (
    <div className="progress mt-8 max-w-xs" aria-hidden="true" />
  );
}

async function untilSettled(orderId: string, signal: AbortSignal): Promise<boolean> {
  const end = Date.now() + patience;
  for (let wait = firstWait; Date.now() < end && !signal.aborted; wait = Math.min(wait * 1.4, longestWait)) {
    await new Promise((resume) => setTimeout(resume, wait));
    if (document.hidden) continue;
    const order = await callApi({ method: 'GET', path: `/api/orders/${orderId}` }, OrderDetail);
    if (order.ok && order.value.status !== 'awaiting_payment') return true;
  }
  return false;
}
