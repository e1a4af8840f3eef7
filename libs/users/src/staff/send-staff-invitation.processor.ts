import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { Database, type SqlReader } from '@tradewind/database';
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
    const invitation = await findOpenInvitation(this.db.read, invitationId);
    if (!invitation) return;
    const { email, invitedBy } = invitation;
    const role = Role.parse(invitation.role);
    const link = await this.links.toJoin(invitationId);
    const about = { role, invitedBy: invitedBy ?? '', link, expiresInDays: invitationDays };
    await this.mailer.send(
      {
        to: email,
        dedupeKey: `invitation/${invitationId}`,
        mail: (brand) => staffInvitation({ brand, ...about }),
      },
      job,
    );
  }
}

interface OpenInvitation {
  email: string;
  role: string;
  invitedBy: string | null;
}

/** By the database's clock: only then its link can still be used. */
async function findOpenInvitation(db: SqlReader, id: string): Promise<OpenInvitation | undefined> {
  const [invitation] = await db.$queryRaw<OpenInvitation[]>`
    SELECT i.email, i.role, s.name AS "invitedBy"
    FROM staff_invitations i LEFT JOIN staff s ON s.id = i.invited_by
    WHERE i.id = ${id}::uuid AND i.accepted_at IS NULL AND i.expires_at > now()`;
  return invitation;
}
