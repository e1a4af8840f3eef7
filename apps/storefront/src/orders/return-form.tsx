'use client';

import { useActionState, useRef } from 'react';
import { Change, type Problem } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { forgetAttempt } from '../api/idempotency-key.ts';
import { sendOnce } from '../api/send-once.ts';
import { Field } from '../shell/field.tsx';
import { textsOf } from '../shell/form-texts.ts';
import { fieldErrors, Refusal } from '../shell/refusal.tsx';

interface ReturnFormProps {
  orderId: string;
  units: { variantId: string; name: string; quantity: number }[];
}

interface Attempt {
  texts: Partial<Record<string, string>>;
  refusal: string | null;
  reasonError?: string | undefined;
}

const nothingYet: Attempt = { texts: {}, refusal: null };

/** Which of it, how many, and why. The shop then says how to go on. */
export function ReturnForm({ orderId, units }: ReturnFormProps) {
  const router = useRouter();
  const fold = useRef<HTMLDetailsElement>(null);
  const [{ texts, refusal, reasonError }, submit, isPending] = useActionState(
    async (_: Attempt, form: FormData): Promise<Attempt> => {
      const texts = textsOf(form);
      const lines = units
        .map(({ variantId }) => ({ variantId, quantity: Number(texts[variantId] ?? 0) }))
        .filter(({ quantity }) => quantity > 0);
      if (lines.length === 0) return { texts, refusal: 'Choose what you want to send back.' };

      const body = { lines, reason: texts['reason'] ?? '' };
      const outcome = await sendOnce({ path: `/api/orders/${orderId}/returns`, body }, Change);
      if (!outcome.ok) return { texts, ...wordsFor(outcome.problem) };
      forgetAttempt();
      fold.current?.removeAttribute('open');
      router.refresh();
      return nothingYet;
    },
    nothingYet,
  );

  return (
    <details ref={fold} className="mt-5">
      <summary className="text-link w-fit py-2">Send something back</summary>
      <form action={submit} className="mt-4 max-w-xl space-y-5">
        {units.map(({ variantId, name, quantity }) => (
          <UnitChoice
            key={variantId}
            name={variantId}
            label={name}
            most={quantity}
            chosen={texts[variantId]}
          />
        ))}
        <Field
          label="Why?"
          name="reason"
          maxLength={200}
          hint="A few words help us to do better."
          defaultValue={texts['reason'] ?? ''}
          error={reasonError}
        />
        <Refusal words={refusal} />
        <button className="button" disabled={isPending}>
          {isPending ? 'Asking…' : 'Ask to send it back'}
        </button>
      </form>
    </details>
  );
}

function wordsFor(problem: Problem): Omit<Attempt, 'texts'> {
  const { reason } = fieldErrors(problem);
  return reason ? { refusal: null, reasonError: reason } : { refusal: problem.detail };
}

interface UnitChoiceProps {
  name: string;
  label: string;
  most: number;
  chosen: string | undefined;
}

function UnitChoice({ name, label, most, chosen = '0' }: UnitChoiceProps) {
  return (
    <label className="flex items-center justify-between gap-4">
      <span>{label}</span>
      {/* The key makes a new element of it after each try: React resets a form's selects to what they were first. */}
      <select key={chosen} name={name} className="input !w-28" defaultValue={chosen}>
        {Array.from({ length: most + 1 }, (_, quantity) => (
          <option key={quantity} value={quantity}>
            {quantity === 0 ? 'none' : `${quantity} of ${most}`}
          </option>
        ))}
      </select>
    </label>
  );
}
