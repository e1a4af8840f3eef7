'use client';

import { useEffect, useRef } from 'react';
import type { Problem } from '@tradewind/contracts';

/** Why something was not done, said at once and loudly. `null` keeps the place silent. */
export function Refusal({ words }: { words: string | null }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (words) box.current?.scrollIntoView({ block: 'nearest' });
  }, [words]);
  return (
    <p
      ref={box}
      role="alert"
      className={
        words ? 'rounded-[min(var(--tile-radius),0.8rem)] border border-bad bg-bad/8 px-4 py-3 text-bad' : ''
      }
    >
      {words}
    </p>
  );
}

/** The API names fields by path (`shippingAddress.city`); a form knows them by their last word. */
export function fieldErrors(problem: Problem | null): Partial<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const { path, message } of problem?.errors ?? []) errors[path.split(/[./]/).at(-1) ?? path] = message;
  return errors;
}
