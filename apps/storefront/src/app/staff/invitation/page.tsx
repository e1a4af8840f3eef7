import type { Metadata } from 'next';
import Link from 'next/link';
import { InvitationForm } from '../../../account/invitation-form.tsx';
import { LinkMissing, LinkPage } from '../../../account/link-page.tsx';
import { linkToken } from '../../../account/link-token.ts';
import { currentStore } from '../../../shell/store.ts';

export const metadata: Metadata = { title: 'Join the staff', robots: { index: false } };

export default async function StaffInvitationPage() {
  const [token, { name }] = await Promise.all([linkToken(), currentStore()]);
  return (
    <LinkPage title="Join the staff">
      {token ? (
        <InvitationForm token={token} storeName={name} />
      ) : (
        <LinkMissing>
          <Link className="text-link" href="/">
            See the shop
          </Link>
        </LinkMissing>
      )}
    </LinkPage>
  );
}
