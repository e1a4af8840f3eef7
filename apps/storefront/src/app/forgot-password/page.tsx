import type { Metadata } from 'next';
import Link from 'next/link';
import { ForgotForm } from '../../account/forgot-form.tsx';
import { LinkPage } from '../../account/link-page.tsx';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Forgot your password?', robots: { index: false } };

export default async function ForgotPasswordPage() {
  await currentStore();
  return (
    <LinkPage title="Forgot your password?">
      <ForgotForm>
        <p className="text-center">
          <Link className="text-link" href="/sign-in">
            Back to signing in
          </Link>
        </p>
      </ForgotForm>
    </LinkPage>
  );
}
