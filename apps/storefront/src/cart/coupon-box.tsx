'use client';

import { useActionState, useId } from 'react';
import { CouponCode, type CartCoupon, type Problem } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { textsOf } from '../shell/form-texts.ts';
import { enterCoupon, removeCoupon } from './change-cart.ts';
import { couponFaultWords } from './coupon-words.ts';
import { useCartChange } from './use-cart-change.ts';

interface CouponBoxProps {
  cartId: string;
  coupon: CartCoupon | null;
}

/** Entering a coupon, seeing whether it counts, taking it away again. */
export function CouponBox({ cartId, coupon }: CouponBoxProps) {
  return coupon?.fault === null ? (
    <AppliedCoupon cartId={cartId} code={coupon.code} />
  ) : (
    <CouponForm cartId={cartId} coupon={coupon} />
  );
}

function AppliedCoupon({ cartId, code }: { cartId: string; code: string }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4" role="status">
      <p>
        Coupon <strong className="font-medium">{code}</strong> counts.
      </p>
      <RemoveCoupon cartId={cartId} code={code} />
    </div>
  );
}

interface Attempt {
  typed: string;
  problem: Problem | null;
}

function CouponForm({ cartId, coupon }: CouponBoxProps) {
  const router = useRouter();
  const id = useId();
  const [{ typed, problem }, submit, isPending] = useActionState(
    async (_: Attempt, form: FormData): Promise<Attempt> => {
      const { coupon: typed = '' } = textsOf(form);
      const outcome = await enterCoupon(cartId, typed);
      router.refresh();
      return { typed, problem: outcome.ok ? null : outcome.problem };
    },
    { typed: '', problem: null },
  );
  const fault = problem ? wordsFor(problem, typed) : coupon && couponFaultWords(coupon);

  return (
    <form action={submit}>
      <label htmlFor={id} className="mb-1.5 block text-[0.95rem]">
        Coupon code
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          name="coupon"
          className="input min-w-0 uppercase"
          required
          maxLength={60}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={problem ? typed : (coupon?.code ?? '')}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`${id}-fault`}
        />
        <button className="button button-quiet" disabled={isPending}>
          {isPending ? 'One moment…' : 'Apply'}
        </button>
      </div>
      <p id={`${id}-fault`} role="status" className="mt-1.5 text-sm text-bad">
        {isPending ? null : fault}
      </p>
      {coupon && <RemoveCoupon cartId={cartId} code={coupon.code} />}
    </form>
  );
}

function RemoveCoupon({ cartId, code }: { cartId: string; code: string }) {
  const { change, isPending } = useCartChange();
  return (
    <button
      type="button"
      className="text-link py-2 text-[0.95rem] text-soft"
      disabled={isPending}
      onClick={() => change(() => removeCoupon(cartId))}
    >
      Remove<span className="sr-only"> the coupon {code}</span>
    </button>
  );
}

/** What cannot be a code at all is as unknown as one that merely does not exist. */
function wordsFor(problem: Problem, typed: string): string {
  const couldBeOne = CouponCode.safeParse(typed).success;
  if (problem.status === 422 && !couldBeOne)
    return 'A code has 2 to 40 letters, digits and hyphens. Please look at it again.';
  return problem.detail;
}
