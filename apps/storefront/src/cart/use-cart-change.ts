'use client';

import { useState, useTransition } from 'react';
import type { Cart, Problem } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import type { Outcome } from '../api/call.ts';

/** Asks for a change of the cart. What the page shows afterwards is what the API says, never a guess. */
export function useCartChange() {
  const router = useRouter();
  const [isPending, startChange] = useTransition();
  const [problem, setProblem] = useState<Problem | null>(null);

  const change = (request: () => Promise<Outcome<Cart>>) =>
    startChange(async () => {
      const outcome = await request();
      setProblem(outcome.ok ? null : outcome.problem);
      router.refresh();
    });
  return { change, isPending, problem };
}
