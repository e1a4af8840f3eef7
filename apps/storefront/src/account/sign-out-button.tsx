'use client';

import { useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { callApi } from '../api/call.ts';

export function SignOutButton() {
  const router = useRouter();
  const [isPending, startSigningOut] = useTransition();
  const signOut = () =>
    startSigningOut(async () => {
      const outcome = await callApi({ method: 'DELETE', path: '/api/session' }, z.null());
      if (!outcome.ok) return;
      router.replace('/');
      router.refresh();
    });
  return (
    <button className="button button-quiet" disabled={isPending} onClick={signOut}>
      Sign out
    </button>
  );
}
