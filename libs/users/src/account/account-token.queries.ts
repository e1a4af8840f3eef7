import type { SqlReader } from '@tradewind/database';

interface TokenOwner {
  email: string;
  name: string;
  isVerified: boolean;
}

/** Whose link it is, if it can still be used by the database's clock: what is worth a mail. */
export async function findOwnerOfOpenToken(db: SqlReader, tokenId: string): Promise<TokenOwner | undefined> {
  const [owner] = await db.$queryRaw<TokenOwner[]>`
    SELECT c.email, c.name, c.verified_at IS NOT NULL AS "isVerified"
    FROM account_tokens t JOIN customers c ON c.store_id = t.store_id AND c.id = t.customer_id
    WHERE t.id = ${tokenId}::uuid AND t.used_at IS NULL AND t.expires_at > now()`;
  return owner;
}
