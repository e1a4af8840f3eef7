import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { StoreMailer } from '@tradewind/stores';
import { resetPassword } from '../mails/reset-password.email.tsx';
import { AccountLinks } from './account-links.ts';
import { findOwnerOfOpenToken } from './account-token.queries.ts';
import { resetHours } from './reset-password.service.ts';

/** Sends the link for a new password. There is no token when nobody is known by the address that was typed. */
@HandlesJob('send-password-reset')
export class SendPasswordResetProcessor implements JobHandler<'send-password-reset'> {
  constructor(
    private readonly db: Database,
    private readonly links: AccountLinks,
    private readonly mailer: StoreMailer,
  ) {}

  async handle({ tokenId }: { tokenId: string }, job: RunningJob): Promise<void> {
    const customer = await findOwnerOfOpenToken(this.db.read, tokenId);
    if (!customer) return;
    const { email, name } = customer;
    const link = await this.links.toReset(tokenId);
    await this.mailer.send(
      {
        to: email,
        dedupeKey: `reset/${tokenId}`,
        mail: (brand) => resetPassword({ brand, name, link, expiresInHours: resetHours }),
      },
      job,
    );
  }
}
