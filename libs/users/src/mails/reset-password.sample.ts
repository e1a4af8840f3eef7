import type { MailSample } from '@tradewind/stores';
import { resetPassword } from './reset-password.email.tsx';

export const sample: MailSample = {
  when: 'Somebody has asked for a new password',
  mail: (brand) =>
    resetPassword({
      brand,
      name: 'Ann Other',
      link: `${brand.origin}/reset-password?token=01a1fde4-8375-762b.Zm9yLXRoZS1wcmV2aWV3`,
      expiresInHours: 1,
    }),
};
