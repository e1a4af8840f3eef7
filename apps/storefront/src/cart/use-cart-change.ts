'use client';

import { useRef, useState, useTransition } from 'react';
import type { Cart, Problem } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import type { Outcome } from '../api/call.ts';

/**
 * Asks for changes of the cart, one after the other, so that the last wish is the last to arrive. What the page shows
 * afterwards is what the API says, never a guess; `atOnce` may show what is wanted while it is being asked for.
 */
export function useCartChange() {
  const router = useRouter();
  const [isPending, startChange] = useTransition();
  const [problem, setProblem] = useState<Problem | null>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());

  const change = (request: () => Promise<Outcome<Cart>>, atOnce?: () => void) =>
    startChange(async () => {
      atOnce?.();
      const turn = last.current.then(request);
      last.current = turn;
      const outcome = await turn;
      setProblem(outcome.ok ? null : outcome.problem);
      router.refresh();
    });
  return { change, isPending, problem };
}

export type ChangeCart = ReturnType<typeof useCartChange>['change'];
