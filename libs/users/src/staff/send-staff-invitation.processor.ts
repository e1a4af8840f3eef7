import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { StoreMailer } from '@tradewind/stores';
import { AccountLinks } from '../account/account-links.ts';
import { staffInvitation } from '../mails/staff-invitation.email.tsx';
import { Role } from '../session.service.ts';
import { invitationDays } from './invitations.service.ts';

/** Asks somebody to join the staff of the store. */
@HandlesJob('send-staff-invitation')
export class SendStaffInvitationProcessor implements JobHandler<'send-staff-invitation'> {
  constructor(
    private readonly db: Database,
    private readonly links: AccountLinks,
    private readonly mailer: StoreMailer,
  ) {}

  async handle({ invitationId }: { invitationId: string }, job: RunningJob): Promise<void> {
    const invitation = await this.db.read.staffInvitation.findFirst({
      where: { id: invitationId, acceptedAt: null, expiresAt: { gt: new Date() } },
    });
    if (!invitation) return;
    const inviter = await this.db.read.staff.findUnique({ where: { id: invitation.invitedBy } });
    const role = Role.parse(invitation.role);
    const link = await this.links.toJoin(invitationId);
    const about = { role, invitedBy: inviter?.name ?? '', link, expiresInDays: invitationDays };
    await this.mailer.send(
      {
        to: invitation.email,
        dedupeKey: `invitation/${invitationId}`,
        mail: (brand) => staffInvitation({ brand, ...about }),
      },
      job,
    );
  }
}
