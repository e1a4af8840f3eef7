'use client';

import { useActionState, type ReactNode } from 'react';
import { Accepted, type Problem } from '@tradewind/contracts';
import Link from 'next/link';
import { callApi } from '../api/call.ts';
import { Field } from '../shell/field.tsx';
import { textsOf } from '../shell/form-texts.ts';
import { fieldErrors, Refusal } from '../shell/refusal.tsx';
import { Done } from './done.tsx';

interface Attempt {
  email: string;
  problem: Problem | null;
  isDone: boolean;
}

/** Asks for the link. What it says then is the same for everybody: who is a customer is nobody else's business. */
export function ForgotForm({ children }: { children?: ReactNode }) {
  const [{ email, problem, isDone }, submit, isPending] = useActionState(
    async (_: Attempt, form: FormData): Promise<Attempt> => {
      const { email = '' } = textsOf(form);
      const outcome = await callApi(
        { method: 'POST', path: '/api/password-resets', body: { email } },
        Accepted,
      );
      return { email, problem: outcome.ok ? null : outcome.problem, isDone: outcome.ok };
    },
    { email: '', problem: null, isDone: false },
  );
  if (isDone)
    return (
      <Done
        words={`If there is an account for ${email}, a mail is on its way to it. Its link works once, and for an hour.`}
      >
        <Link className="text-link" href="/sign-in">
          Back to signing in
        </Link>
      </Done>
    );
  return (
    <form action={submit} className="mt-6 space-y-5">
      <p className="text-lg text-soft">
        Tell us your address, and we send you a link to choose a new password.
      </p>
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        defaultValue={email}
        error={fieldErrors(problem).email}
      />
      <Refusal words={problem && problem.status !== 422 ? problem.detail : null} />
      <button className="button w-full" disabled={isPending}>
        {isPending ? 'One moment…' : 'Send me the link'}
      </button>
      {children}
    </form>
  );
}
