import { z } from 'zod';
import { Email, Id, Line, Password } from './common.ts';

export const SignUp = z
  .strictObject({ email: Email, password: Password, name: Line(100) })
  .meta({ id: 'SignUp' });
export type SignUp = z.infer<typeof SignUp>;

// A wrong password may be of any length: whether it fits the rule of today is nobody's business at sign-in.
export const SignIn = z
  .strictObject({ email: Email, password: z.string().min(1).max(128) })
  .meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

/** `isVerified`: they have shown that the address is theirs. */
export const Customer = z
  .strictObject({ id: Id, email: z.string(), name: z.string(), isVerified: z.boolean() })
  .meta({ id: 'Customer' });
export type Customer = z.infer<typeof Customer>;

export const staffRoles = ['owner', 'support'] as const;
export const StaffMember = z
  .strictObject({ id: Id, email: z.string(), name: z.string(), role: z.enum(staffRoles) })
  .meta({ id: 'StaffMember' });
export type StaffMember = z.infer<typeof StaffMember>;

/** Who is signed in; both are null for a visitor. */
export const Session = z
  .strictObject({ customer: Customer.nullable(), staff: StaffMember.nullable() })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;
