'use client';

import { useState, useTransition } from 'react';
import { Accepted } from '@tradewind/contracts';
import { callApi } from '../api/call.ts';

/** Reminds a customer of the mail that waits for them, and sends it once more. */
export function Unverified({ email }: { email: string }) {
  const [words, say] = useState<string | null>(null);
  const [isPending, startSending] = useTransition();
  const send = () =>
    startSending(async () => {
      const outcome = await callApi({ method: 'POST', path: '/api/session/verification-mail' }, Accepted);
      say(outcome.ok ? 'It is on its way.' : outcome.problem.detail);
    });
  return (
    <aside
      aria-label="Your address"
      className="card mt-8 flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-4"
    >
      <p className="max-w-xl grow">
        Please confirm your address: a mail with a link is waiting for you at{' '}
        <span className="wrap-anywhere">{email}</span>.
      </p>
      <div className="flex flex-wrap items-center gap-x-4">
        <button className="text-link py-2" disabled={isPending} onClick={send}>
          {isPending ? 'Sending…' : 'Send it again'}
        </button>
        <span role="status" className="text-soft">
          {isPending ? null : words}
        </span>
      </div>
    </aside>
  );
}
