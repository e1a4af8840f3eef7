import { Injectable } from '@nestjs/common';
import { MailLimiter, NotFound, Outbox } from '@tradewind/core';
import type {
  InviteStaff,
  ListInvitations,
  StaffInvitation,
  StaffInvitationPage,
} from '@tradewind/contracts';
import { Database, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { Role } from '../session.service.ts';
import { AlreadyStaff } from '../users.errors.ts';

export const invitationDays = 7;

interface InvitationRow {
  id: string;
  email: string;
  role: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
}

/** Whom the owners of a store ask to join its staff. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly limiter: MailLimiter,
  ) {}

  async invite({ email, role }: InviteStaff, inviterId: string, ip: string): Promise<StaffInvitation> {
    await this.limiter.count('invitation', ip, email);
    return this.db.writeSql(async (tx) => {
      if (await isOfStaff(tx, email)) throw new AlreadyStaff();
      const [invitation] = await tx.$queryRaw<[InvitationRow]>`
        INSERT INTO staff_invitations (id, email, role, invited_by, expires_at)
        VALUES (${uuidv7()}::uuid, ${email}, ${role}, ${inviterId}::uuid, now() + make_interval(days => ${invitationDays}))
        RETURNING id, email, role, created_at AS "createdAt", expires_at AS "expiresAt", NULL AS "acceptedAt"`;
      this.outbox.addAtCommit(tx, 'send-staff-invitation', { invitationId: invitation.id });
      return toInvitation(invitation);
    });
  }

  /** Its mail may not have been sent yet, and is not sent any more. */
  async withdraw(id: string): Promise<void> {
    const count = await this.db.writeSql(
      (tx) => tx.$executeRaw`DELETE FROM staff_invitations WHERE id = ${id}::uuid AND accepted_at IS NULL`,
    );
    if (count === 0) throw new NotFound();
  }

  /** Newest first. */
  async list({ cursor, limit }: ListInvitations): Promise<StaffInvitationPage> {
    const rows = await this.db.read.staffInvitation.findMany({
      where: { ...(cursor && { id: { lt: cursor } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map(toInvitation);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

/** Memberships are no store's own table: the policy of the invitations says which store this is. */
async function isOfStaff(tx: SqlTx, email: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM staff s JOIN memberships m ON m.staff_id = s.id
    WHERE s.email = ${email} AND m.store_id = current_setting('app.store_id')::uuid`;
  return rows.length > 0;
}

const toInvitation = (row: InvitationRow): StaffInvitation => ({
  id: row.id,
  email: row.email,
  role: Role.parse(row.role),
  invitedAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  acceptedAt: row.acceptedAt?.toISOString() ?? null,
});
