import type { SeedCoupon } from '../types.ts';

/** One of each kind and each limit, in both stores. */
export const demoCoupons: SeedCoupon[] = [
  { code: 'WELCOME10', kind: 'percent', value: 100_000, maxUsesPerCustomer: 1 },
  { code: 'SHIPFREE', kind: 'free_shipping' },
  { code: 'TENOFF', kind: 'amount', value: 1_000, minSpend: 5_000, maxUses: 1_000 },
  { code: 'EXPIRED', kind: 'percent', value: 500_000, startsInDays: -30, endsInDays: -1 },
];
