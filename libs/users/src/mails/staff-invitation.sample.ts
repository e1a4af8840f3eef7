import type { MailSample } from '@tradewind/stores';
import { staffInvitation } from './staff-invitation.email.tsx';

export const sample: MailSample = {
  when: 'An owner has invited somebody to the staff',
  mail: (brand) =>
    staffInvitation({
      brand,
      role: 'support',
      invitedBy: 'Maya Okafor',
      link: `${brand.origin}/staff/invitation?token=01a1fde4-8375-762b.Zm9yLXRoZS1wcmV2aWV3`,
      expiresInDays: 7,
    }),
};
