import { Injectable } from '@nestjs/common';
import type { AcceptInvitation } from '@tradewind/contracts';
import { Database, Prisma, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { AccountLinks } from '../account/account-links.ts';
import { hashPassword, passwordMatches } from '../passwords.ts';
import { SignInLimiter } from '../sign-in-limiter.ts';
import { AlreadyStaff, LinkNotValid, WrongCredentials } from '../users.errors.ts';

interface NewMember {
  id: string;
  email: string;
  /** Set for somebody who is not on any store's staff yet. */
  account?: { name: string; passwordHash: string };
}

/** Whoever has the link joins the staff, once, as what the invitation says. */
@Injectable()
export class AcceptInvitationService {
  constructor(
    private readonly db: Database,
    private readonly links: AccountLinks,
    private readonly limiter: SignInLimiter,
  ) {}

  async accept(acceptance: AcceptInvitation, ip: string): Promise<void> {
    const invitationId = this.links.open('invitation', acceptance.token);
    const { email } = await this.findOpen(invitationId);
    const member = await this.identify(email, acceptance, ip);
    await this.db.writeSql((tx) => join(tx, invitationId, member));
  }

  private async findOpen(id: string): Promise<{ email: string }> {
    const [open] = await this.db.writeSql(
      (tx) => tx.$queryRaw<{ email: string }[]>`
        SELECT email FROM staff_invitations
        WHERE id = ${id}::uuid AND accepted_at IS NULL AND expires_at > now()`,
    );
    if (!open) throw new LinkNotValid();
    return open;
  }

  /** One person has one account at all stores: somebody who has one proves that it is theirs. */
  private async identify(
    email: string,
    { name, password }: AcceptInvitation,
    ip: string,
  ): Promise<NewMember> {
    await this.limiter.count(ip, `staff:${email}`);
    const known = await this.db.write((tx) => tx.staff.findUnique({ where: { email } }));
    if (!known) {
      return { id: uuidv7(), email, account: { name, passwordHash: await hashPassword(password) } };
    }
    if (!(await passwordMatches(known.passwordHash, password))) throw new WrongCredentials();
    return { id: known.id, email };
  }
}

/** An invitation is worth something for as long as whoever wrote it is an owner. */
async function join(tx: SqlTx, invitationId: string, { id, email, account }: NewMember): Promise<void> {
  const [accepted] = await tx.$queryRaw<{ storeId: string; role: string }[]>`
    UPDATE staff_invitations i SET accepted_at = now()
    WHERE i.id = ${invitationId}::uuid AND i.accepted_at IS NULL AND i.expires_at > now() AND EXISTS (
      SELECT FROM memberships m WHERE m.store_id = i.store_id AND m.staff_id = i.invited_by AND m.role = 'owner')
    RETURNING i.store_id AS "storeId", i.role`;
  if (!accepted) throw new LinkNotValid();
  if (account) {
    tx.atCommit(
      Prisma.sql`
        INSERT INTO staff (id, email, name, password_hash)
        VALUES (${id}::uuid, ${email}, ${account.name}, ${account.passwordHash})`,
      // They have just accepted another store's invitation: the password they chose there counts.
      { staff_email_key: () => new WrongCredentials() },
    );
  }
  tx.atCommit(
    Prisma.sql`
      INSERT INTO memberships (store_id, staff_id, role)
      VALUES (${accepted.storeId}::uuid, ${id}::uuid, ${accepted.role})`,
    { memberships_pkey: () => new AlreadyStaff() },
  );
}
