import type { ReadClient } from '@tradewind/database';

/** A link that can still be used, and whose it is: what is worth a mail. */
export const findOpenToken = (db: ReadClient, tokenId: string) =>
  db.accountToken.findFirst({
    where: { id: tokenId, usedAt: null, expiresAt: { gt: new Date() } },
    select: { customer: { select: { email: true, name: true, verifiedAt: true } } },
  });
