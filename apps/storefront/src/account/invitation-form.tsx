'use client';

import { useActionState } from 'react';
import type { Problem } from '@tradewind/contracts';
import Link from 'next/link';
import { z } from 'zod';
import { callApi } from '../api/call.ts';
import { Field } from '../shell/field.tsx';
import { textsOf } from '../shell/form-texts.ts';
import { fieldErrors, Refusal } from '../shell/refusal.tsx';
import { Done } from './done.tsx';

interface Attempt {
  name: string;
  isDone: boolean;
  problem: Problem | null;
}

/** Joins the staff of the store, with a new account or the one that somebody has at another store. */
export function InvitationForm({ token, storeName }: { token: string; storeName: string }) {
  const [{ name, isDone, problem }, submit, isPending] = useActionState(
    async (_: Attempt, form: FormData): Promise<Attempt> => {
      const { name = '', password = '' } = textsOf(form);
      const path = '/api/staff/invitations/acceptance';
      const outcome = await callApi({ method: 'POST', path, body: { token, name, password } }, z.null());
      return { name, isDone: outcome.ok, problem: outcome.ok ? null : outcome.problem };
    },
    { name: '', isDone: false, problem: null },
  );
  const errors = fieldErrors(problem);
  if (isDone)
    return (
      <Done words={`You are of the staff of ${storeName} now. Sign in with your address and this password.`}>
        <Link className="text-link" href="/">
          See the shop
        </Link>
      </Done>
    );
  return (
    <form action={submit} className="mt-6 space-y-5">
      <p className="text-lg text-soft">You are invited to work at {storeName}.</p>
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={100}
        defaultValue={name}
        error={errors.name}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        maxLength={128}
        hint="At least 10 characters. Do you work for another store here? Then the password you have there."
        error={errors.password}
      />
      <Refusal words={problem && problem.status !== 422 ? wordsFor(problem) : null} />
      <button className="button w-full" disabled={isPending}>
        {isPending ? 'One moment…' : 'Join'}
      </button>
    </form>
  );
}

function wordsFor({ code, detail }: Problem): string {
  if (code === 'link_not_valid') return 'This invitation is not valid any more. Ask for a new one.';
  if (code === 'wrong_credentials') return 'You have an account already. Please enter its password.';
  return detail;
}
