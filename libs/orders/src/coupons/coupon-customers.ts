/**
 * The names under which a use of a coupon is counted: the account, and the mailbox that the order is confirmed to.
 * Whoever has several ways to write one address has one name all the same.
 */
export const couponCustomers = (email: string, customerId: string | undefined): string[] => [
  `email:${mailboxOf(email)}`,
  ...accountNames(customerId),
];

/** Those of them that are known before anybody has said where the order is to be confirmed to. */
export const accountNames = (customerId: string | undefined): string[] =>
  customerId ? [`customer:${customerId}`] : [];

/** Gmail reads neither dots nor what follows a plus; most others read no plus either. */
function mailboxOf(email: string): string {
  const [local, domain] = splitAtLast(email.normalize('NFKC').toLowerCase(), '@');
  const [name = ''] = local.split('+');
  return isGmail(domain) ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
}

const isGmail = (domain: string): boolean => domain === 'gmail.com' || domain === 'googlemail.com';

function splitAtLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
