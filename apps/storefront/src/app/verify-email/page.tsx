import type { Metadata } from 'next';
import Link from 'next/link';
import { LinkMissing, LinkPage } from '../../account/link-page.tsx';
import { linkToken } from '../../account/link-token.ts';
import { VerifyForm } from '../../account/verify-form.tsx';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Confirm your address', robots: { index: false } };

export default async function VerifyEmailPage() {
  const [token] = await Promise.all([linkToken(), currentStore()]);
  return (
    <LinkPage title="Confirm your address">
      {token ? (
        <VerifyForm token={token} />
      ) : (
        <LinkMissing>
          <Link className="text-link" href="/account">
            Have it sent again from your account
          </Link>
        </LinkMissing>
      )}
    </LinkPage>
  );
}
