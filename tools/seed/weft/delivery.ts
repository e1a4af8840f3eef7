import { zones } from '../terms/rates.ts';
import type { SeedShippingMethod } from '../types.ts';

/** The more is bought the cheaper it is sent; blankets and curtains in a hurry go by their weight. */
export const delivery: SeedShippingMethod[] = [
  {
    name: 'Post',
    description: 'Two to three working days in Ireland, a week in Europe, three overseas.',
    basis: 'price',
    rates: zones({
      home: [
        'IE',
        [
          [0, 550],
          [5_000, 350],
          [12_000, 0],
        ],
      ],
      europe: [
        [0, 1_250],
        [10_000, 750],
        [25_000, 0],
      ],
      elsewhere: [
        [0, 2_400],
        [20_000, 1_200],
      ],
    }),
  },
  {
    name: 'Courier',
    description: 'The next working day in Ireland, two days in the rest of the European Union.',
    basis: 'weight',
    rates: zones({
      home: [
        'IE',
        [
          [0, 950],
          [3_000, 1_450],
          [15_000, 2_950],
        ],
      ],
      europe: [
        [0, 1_950],
        [3_000, 3_150],
        [15_000, 5_900],
      ],
    }),
  },
];
