'use client';

import { useActionState, useId } from 'react';
import { Accepted, type Problem } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { callApi } from '../api/call.ts';
import { Field } from '../shell/field.tsx';
import { textsOf } from '../shell/form-texts.ts';
import { fieldErrors, Refusal } from '../shell/refusal.tsx';

interface StockAlertProps {
  variantId: string;
  /** What the visitor is known by, when they are signed in. */
  email: string;
}

interface Attempt {
  email: string;
  isDone: boolean;
  problem: Problem | null;
}

/** For who finds something sold out: one mail when it is back. */
export function StockAlert({ variantId, email: known }: StockAlertProps) {
  const router = useRouter();
  const id = useId();
  const [{ email, isDone, problem }, submit, isPending] = useActionState(
    async (_: Attempt, form: FormData): Promise<Attempt> => {
      const { email = '' } = textsOf(form);
      const path = `/api/variants/${variantId}/stock-alerts`;
      const outcome = await callApi({ method: 'POST', path, body: { email } }, Accepted);
      // It came back while this page was open: then the page is to say so.
      if (!outcome.ok && outcome.problem.code === 'in_stock') router.refresh();
      return { email, isDone: outcome.ok, problem: outcome.ok ? null : outcome.problem };
    },
    { email: known, isDone: false, problem: null },
  );
  return (
    <section aria-labelledby={`${id}-title`} className="card mt-4 p-5">
      <form action={submit} className="space-y-4">
        <h2 id={`${id}-title`} className="text-lg">
          Tell me when it is back
        </h2>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="email"
          maxLength={254}
          defaultValue={email}
          hint="One mail, and nothing else."
          error={fieldErrors(problem).email}
        />
        <Refusal words={problem && problem.status !== 422 ? problem.detail : null} />
        <button className="button button-quiet w-full" disabled={isPending}>
          {isPending ? 'One moment…' : 'Tell me'}
        </button>
        <p role="status" className="empty:hidden">
          {isDone && !isPending && `We write to ${email} as soon as it is back.`}
        </p>
      </form>
    </section>
  );
}
