import type { MailSample } from '@tradewind/stores';
import { verifyAddress } from './verify-address.email.tsx';

export const sample: MailSample = {
  when: 'Somebody has signed up',
  mail: (brand) =>
    verifyAddress({
      brand,
      name: 'Ann Other',
      link: `${brand.origin}/verify-email?token=01a1fde4-8375-762b.Zm9yLXRoZS1wcmV2aWV3`,
      expiresInDays: 7,
    }),
};
