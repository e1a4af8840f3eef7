import Link from 'next/link';
import { PersonIcon } from '../shell/icons.tsx';
import { findCustomer } from './find-customer.ts';

export async function AccountLink() {
  const customer = await findCustomer();
  return (
    <Link
      href={customer ? '/account' : '/sign-in'}
      className="flex items-center gap-2 p-3"
      aria-label={customer ? `Your account, ${customer.name}` : 'Sign in'}
    >
      <PersonIcon />
    </Link>
  );
}
