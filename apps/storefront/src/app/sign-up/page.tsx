import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthForm } from '../../account/auth-form.tsx';
import { findCustomer } from '../../account/find-customer.ts';
import { nextPath } from '../../account/next-path.ts';
import { param, type SearchParams } from '../../shell/search-params.ts';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Create an account', robots: { index: false } };

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const next = nextPath(await param(searchParams, 'next'));
  const [customer] = await Promise.all([findCustomer(), currentStore()]);
  if (customer) redirect(next);

  return (
    <div className="shell max-w-lg pt-14">
      <h1 className="title">Create an account</h1>
      <AuthForm kind="sign-up" next={next}>
        <p className="text-center">
          Already have one?{' '}
          <Link className="text-link" href={`/sign-in?next=${next}`}>
            Sign in
          </Link>
        </p>
      </AuthForm>
    </div>
  );
}
