'use client';

import { useActionState } from 'react';
import type { Problem } from '@tradewind/contracts';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { callApi } from '../api/call.ts';
import { Field } from '../shell/field.tsx';
import { textsOf } from '../shell/form-texts.ts';
import { fieldErrors, Refusal } from '../shell/refusal.tsx';
import { Done } from './done.tsx';

type Attempt = { isDone: boolean; problem: Problem | null };

export function ResetForm({ token }: { token: string }) {
  const router = useRouter();
  const [{ isDone, problem }, submit, isPending] = useActionState(
    async (_: Attempt, form: FormData): Promise<Attempt> => {
      const { password = '' } = textsOf(form);
      const call = { method: 'PUT', path: '/api/password-resets', body: { token, password } } as const;
      const outcome = await callApi(call, z.null());
      // Whoever was signed in here is not any more.
      if (outcome.ok) router.refresh();
      return { isDone: outcome.ok, problem: outcome.ok ? null : outcome.problem };
    },
    { isDone: false, problem: null },
  );
  if (isDone)
    return (
      <Done words="Your new password is set. Wherever you were signed in, you are not any more.">
        <Link className="button" href="/sign-in">
          Sign in
        </Link>
      </Done>
    );
  return (
    <form action={submit} className="mt-8 space-y-5">
      <Field
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        maxLength={128}
        hint="At least 10 characters. A few words are easier to remember than signs."
        error={fieldErrors(problem).password}
      />
      <Refusal words={problem && problem.status !== 422 ? problem.detail : null} />
      <button className="button w-full" disabled={isPending}>
        {isPending ? 'One moment…' : 'Set the password'}
      </button>
      {problem?.code === 'link_not_valid' && (
        <p className="text-center">
          <Link className="text-link" href="/forgot-password">
            Ask for a new link
          </Link>
        </p>
      )}
    </form>
  );
}
