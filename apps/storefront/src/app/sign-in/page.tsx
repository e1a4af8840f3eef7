import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthForm } from '../../account/auth-form.tsx';
import { findCustomer } from '../../account/find-customer.ts';
import { nextPath } from '../../account/next-path.ts';
import { param, type SearchParams } from '../../shell/search-params.ts';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = nextPath(await param(searchParams, 'next'));
  const [customer] = await Promise.all([findCustomer(), currentStore()]);
  if (customer) redirect(next);

  return (
    <div className="shell max-w-lg pt-14">
      <h1 className="title">Welcome back</h1>
      <AuthForm kind="sign-in" next={next}>
        <p className="text-center">
          <Link className="text-link" href="/forgot-password">
            Forgot your password?
          </Link>
        </p>
        <p className="text-center">
          New here?{' '}
          <Link className="text-link" href={`/sign-up?next=${next}`}>
            Create an account
          </Link>
        </p>
      </AuthForm>
    </div>
  );
}
