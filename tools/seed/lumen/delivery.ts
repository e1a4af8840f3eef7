import { zones } from '../terms/rates.ts';
import type { SeedShippingMethod } from '../types.ts';

/** Tubes are light and go by post; whoever wants a framed print soon pays for its weight. */
export const delivery: SeedShippingMethod[] = [
  {
    name: 'Tracked post',
    description: 'Two to four working days in Germany, up to two weeks overseas. Free above €100.',
    basis: 'flat',
    freeAbove: 10_000,
    rates: zones({ home: ['DE', 490], europe: 990, elsewhere: 1_990 }),
  },
  {
    name: 'Courier',
    description: 'The next working day in Germany, two to three days elsewhere.',
    basis: 'weight',
    rates: zones({
      home: [
        'DE',
        [
          [0, 1_190],
          [2_000, 1_590],
          [10_000, 2_990],
        ],
      ],
      europe: [
        [0, 2_190],
        [2_000, 3_490],
        [10_000, 6_990],
      ],
      elsewhere: [
        [0, 3_990],
        [2_000, 7_990],
        [10_000, 14_900],
      ],
    }),
  },
  {
    name: 'Collect in our Berlin studio',
    description: 'Ready the same day; we keep it for two weeks.',
    basis: 'flat',
    rates: zones({ home: ['DE', 0] }),
  },
];
