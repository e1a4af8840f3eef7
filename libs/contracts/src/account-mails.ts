import { z } from 'zod';
import { Email, Id, Line, pageOf, pageQuery, Password } from './common.ts';
import { staffRoles } from './users.ts';

/** What a link in a mail carries: the id of what was written down, and our signature. */
export const LinkToken = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[\w-]{22}$/, 'Use the link as it was in the mail.');

/** We have heard it, and what comes of it comes by mail or not at all. */
export const Accepted = z.strictObject({ status: z.literal('accepted') }).meta({ id: 'Accepted' });
export type Accepted = z.infer<typeof Accepted>;

export const VerifyEmail = z.strictObject({ token: LinkToken }).meta({ id: 'VerifyEmail' });
export type VerifyEmail = z.infer<typeof VerifyEmail>;

export const ForgotPassword = z.strictObject({ email: Email }).meta({ id: 'ForgotPassword' });
export type ForgotPassword = z.infer<typeof ForgotPassword>;

export const ResetPassword = z
  .strictObject({ token: LinkToken, password: Password })
  .meta({ id: 'ResetPassword' });
export type ResetPassword = z.infer<typeof ResetPassword>;

export const InviteStaff = z
  .strictObject({ email: Email, role: z.enum(staffRoles) })
  .meta({ id: 'InviteStaff' });
export type InviteStaff = z.infer<typeof InviteStaff>;

export const StaffInvitation = z
  .strictObject({
    id: Id,
    email: z.string(),
    role: z.enum(staffRoles),
    invitedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    acceptedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StaffInvitation' });
export type StaffInvitation = z.infer<typeof StaffInvitation>;

export const StaffInvitationPage = pageOf(StaffInvitation).meta({ id: 'StaffInvitationPage' });
export type StaffInvitationPage = z.infer<typeof StaffInvitationPage>;

export const ListInvitations = z.strictObject(pageQuery);
export type ListInvitations = z.infer<typeof ListInvitations>;

/** Who is staff elsewhere already gives the password they have; their name stays what it is. */
export const AcceptInvitation = z
  .strictObject({ token: LinkToken, name: Line(100), password: Password })
  .meta({ id: 'AcceptInvitation' });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
