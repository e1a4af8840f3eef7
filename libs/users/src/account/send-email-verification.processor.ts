import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { StoreMailer } from '@tradewind/stores';
import { verifyAddress } from '../mails/verify-address.email.tsx';
import { AccountLinks } from './account-links.ts';
import { findOwnerOfOpenToken } from './account-token.queries.ts';
import { verificationDays } from './verify-email.service.ts';

/** Asks whoever signed up to show that the address is theirs. */
@HandlesJob('send-email-verification')
export class SendEmailVerificationProcessor implements JobHandler<'send-email-verification'> {
  constructor(
    private readonly db: Database,
    private readonly links: AccountLinks,
    private readonly mailer: StoreMailer,
  ) {}

  async handle({ tokenId }: { tokenId: string }, job: RunningJob): Promise<void> {
    const customer = await findOwnerOfOpenToken(this.db.read, tokenId);
    if (!customer || customer.isVerified) return;
    const { email, name } = customer;
    const link = await this.links.toVerify(tokenId);
    await this.mailer.send(
      {
        to: email,
        dedupeKey: `verify/${tokenId}`,
        mail: (brand) => verifyAddress({ brand, name, link, expiresInDays: verificationDays }),
      },
      job,
    );
  }
}
