'use client';

import { useActionState, type ReactNode } from 'react';
import { Session, type Problem } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { callApi } from '../api/call.ts';
import { Field } from '../shell/field.tsx';
import { textsOf } from '../shell/form-texts.ts';
import { fieldErrors, Refusal } from '../shell/refusal.tsx';

interface AuthFormProps {
  kind: 'sign-in' | 'sign-up';
  /** Where to go afterwards: a path of this store. */
  next: string;
  children?: ReactNode;
}

interface Attempt {
  values: Record<string, string>;
  problem: Problem | null;
}

const endpoints = { 'sign-in': '/api/session', 'sign-up': '/api/customers' };

/** Signing in, or up: the same form but for the name. A guest's cart follows them in. */
export function AuthForm({ kind, next, children }: AuthFormProps) {
  const router = useRouter();
  const [{ values, problem }, submit, isPending] = useActionState(
    async (_: Attempt, form: FormData): Promise<Attempt> => {
      const { password = '', ...values } = textsOf(form);
      const outcome = await callApi(
        { method: 'POST', path: endpoints[kind], body: { ...values, password } },
        Session,
      );
      if (!outcome.ok) return { values, problem: outcome.problem };
      router.replace(next);
      router.refresh();
      return { values, problem: null };
    },
    { values: {}, problem: null },
  );
  const errors = fieldErrors(problem);
  const field = (name: string) => ({ name, defaultValue: values[name] ?? '', error: errors[name] });
  const isNew = kind === 'sign-up';

  return (
    <form action={submit} className="mt-8 space-y-5">
      {isNew && <Field label="Name" autoComplete="name" maxLength={100} {...field('name')} />}
      <Field label="E-mail" type="email" autoComplete="email" maxLength={254} {...field('email')} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        minLength={isNew ? 10 : undefined}
        maxLength={128}
        hint={isNew ? 'At least 10 characters. A few words are easier to remember than signs.' : undefined}
        error={errors.password}
      />
      <Refusal words={problem && problem.status !== 422 ? problem.detail : null} />
      <button className="button w-full" disabled={isPending}>
        {isPending ? 'One moment…' : isNew ? 'Create account' : 'Sign in'}
      </button>
      {children}
    </form>
  );
}
