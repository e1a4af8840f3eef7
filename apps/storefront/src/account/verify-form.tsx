'use client';

import { useState, useTransition } from 'react';
import type { Problem } from '@tradewind/contracts';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { callApi } from '../api/call.ts';
import { Refusal } from '../shell/refusal.tsx';
import { Done } from './done.tsx';

/** A button, and nothing by itself: mail programs open links to look at them, and confirm nothing by that. */
export function VerifyForm({ token }: { token: string }) {
  const router = useRouter();
  const [isDone, setDone] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startVerifying] = useTransition();

  const verify = () =>
    startVerifying(async () => {
      const call = { method: 'POST', path: '/api/customers/verification', body: { token } } as const;
      const outcome = await callApi(call, z.null());
      setProblem(outcome.ok ? null : outcome.problem);
      setDone(outcome.ok);
      router.refresh();
    });

  if (isDone)
    return (
      <Done words="Thank you: we know now that this address is yours.">
        <Link className="button" href="/account">
          Go to your account
        </Link>
      </Done>
    );
  return (
    <div className="mt-6 space-y-8">
      <p className="text-lg text-soft">
        You have opened an account with us. Please confirm that the address you gave is yours.
      </p>
      <Refusal words={problem && problem.detail} />
      <button className="button w-full" disabled={isPending} onClick={verify}>
        {isPending ? 'One moment…' : 'Confirm my address'}
      </button>
      {problem?.code === 'link_not_valid' && (
        <p className="text-center">
          <Link className="text-link" href="/account">
            Have it sent again from your account
          </Link>
        </p>
      )}
    </div>
  );
}
