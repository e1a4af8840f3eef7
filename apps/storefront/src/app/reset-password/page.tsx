import type { Metadata } from 'next';
import Link from 'next/link';
import { LinkMissing, LinkPage } from '../../account/link-page.tsx';
import { linkToken } from '../../account/link-token.ts';
import { ResetForm } from '../../account/reset-form.tsx';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Choose a new password', robots: { index: false } };

export default async function ResetPasswordPage() {
  const [token] = await Promise.all([linkToken(), currentStore()]);
  return (
    <LinkPage title="Choose a new password">
      {token ? (
        <ResetForm token={token} />
      ) : (
        <LinkMissing>
          <Link className="text-link" href="/forgot-password">
            Ask for a new link
          </Link>
        </LinkMissing>
      )}
    </LinkPage>
  );
}
