import { textiles, type Size } from './textile.ts';

const each = (price: number): Size[] => [
  { code: '1', name: 'Single', price, weightGrams: 140 },
  { code: '3', name: 'Set of 3', price: price * 3 - 600, weightGrams: 400 },
];

export const towels = textiles('tea-towels', 'TT', [
  {
    slug: 'butcher-stripe-tea-towel',
    name: 'Butcher Stripe Tea Towel',
    description:
      'The apron stripe on a towel that can lift a hot roasting tin. Heavy cotton twill with a hanging loop at the corner where you look for it first.',
    shows: 'Hanging tea towel in even stripes',
    form: 'towel',
    pattern: 'ticking',
    sizes: each(1400),
    stock: [64, 30, 58, 27],
    ways: [
      { name: 'Navy', palette: ['#f6f1e6', '#24355a'] },
      { name: 'Green', palette: ['#f5f1e4', '#2f6a4f'] },
    ],
  },
  {
    slug: 'bistro-tea-towel',
    name: 'Bistro Tea Towel',
    description:
      'White linen, one red band near each end, nothing in the middle: the towel over every waiter’s arm between Lille and Lyon. It polishes glasses without a hair.',
    shows: 'Hanging white tea towel with red bands near the ends',
    form: 'towel',
    pattern: 'bands',
    sizes: each(1600),
    stock: [72, 35, 41, 18],
    ways: [
      { name: 'Red', palette: ['#f7f3ea', '#b9302f'] },
      { name: 'Blue', palette: ['#f7f3ea', '#2f5590'] },
    ],
  },
  {
    slug: 'waffle-tea-towel',
    name: 'Waffle Tea Towel',
    description:
      'Deep cells drink water faster than a flat weave, which is all the physics this towel needs. Cotton from the Aegean coast, undyed or in clay.',
    shows: 'Hanging waffle-weave tea towel',
    form: 'towel',
    pattern: 'waffle',
    sizes: each(1300),
    stock: [53, 24, 45, 20],
    ways: [
      { name: 'Undyed', palette: ['#efe6d3', '#d9ccb2'] },
      { name: 'Clay', palette: ['#d09a7c', '#b57a5c'] },
    ],
  },
  {
    slug: 'small-gingham-tea-towel',
    name: 'Small Gingham Tea Towel',
    description:
      'Half-centimetre squares, close enough to read as one colour from the door. In three colours that can be boiled.',
    shows: 'Hanging tea towel in small gingham',
    form: 'towel',
    pattern: 'minigingham',
    sizes: [{ code: '1', name: 'Single', price: 1200, weightGrams: 140 }],
    stock: [66, 49, 2],
    ways: [
      { name: 'Tomato', palette: ['#faf5ec', '#cf4630'] },
      { name: 'Leek', palette: ['#f7f5e8', '#5f8f4f'] },
      { name: 'Liquorice', palette: ['#f5f1e8', '#2c2b30'] },
    ],
  },
  {
    slug: 'four-lemons-tea-towel',
    name: 'Four Lemons Tea Towel',
    description:
      'Lemons printed with water-based ink on half-linen. The yellow was matched to an actual lemon that sat on the press until it became unusable.',
    shows: 'Hanging tea towel printed with lemons',
    form: 'towel',
    pattern: 'lemon',
    sizes: each(1500),
    stock: [47, 22],
    ways: [{ name: 'Lemon', palette: ['#f3f1e2', '#f2c93c', '#3f7f57', '#d9a02c'] }],
  },
  {
    slug: 'sardine-tea-towel',
    name: 'Sardine Tea Towel',
    description:
      'Some sixty sardines swim left; one does not. Printed in two blues in a workshop beside the market hall of Setúbal, where nobody found this unusual.',
    shows: 'Hanging tea towel printed with rows of sardines',
    form: 'towel',
    pattern: 'fish',
    sizes: each(1600),
    stock: [51, 26],
    ways: [{ name: 'Atlantic', palette: ['#f1eee2', '#2a4f78', '#7fa3ba', '#d9694a'] }],
  },
  {
    slug: 'graph-paper-tea-towel',
    name: 'Graph Paper Tea Towel',
    description:
      'One thin line per centimetre on thick white cotton. Engineers buy it for other engineers. It can be used to measure pastry; we have checked the shrinkage.',
    shows: 'Hanging white tea towel with a fine grid',
    form: 'towel',
    pattern: 'pinstripe',
    sizes: each(1300),
    stock: [40, 0],
    ways: [{ name: 'Blue', palette: ['#f6f4ee', '#4a78a8'] }],
  },
  {
    slug: 'herringbone-tea-towel',
    name: 'Herringbone Tea Towel',
    description:
      'A fine herringbone in linen and cotton with a coloured stripe at each long edge that tells yours from your flatmate’s. Dries a wine glass and then itself.',
    shows: 'Hanging tea towel in fine herringbone',
    form: 'towel',
    pattern: 'herringbone',
    sizes: each(1500),
    stock: [38, 19, 34, 12],
    ways: [
      { name: 'Graphite', palette: ['#f0ebe0', '#6a6f76'] },
      { name: 'Mustard', palette: ['#f5eedb', '#c4922f'] },
    ],
  },
  {
    slug: 'bay-leaf-tea-towel',
    name: 'Bay Leaf Tea Towel',
    description:
      'Bay leaves, two by two, block-printed in the green they have after a year in the jar. Organic cotton; hang it next to the stove and it explains itself.',
    shows: 'Hanging tea towel block-printed with bay leaves',
    form: 'towel',
    pattern: 'leaf',
    sizes: each(1500),
    stock: [43, 21],
    ways: [{ name: 'Bay', palette: ['#f2ecdc', '#5a7048', '#93a272'] }],
  },
  {
    slug: 'harvest-stripe-tea-towel',
    name: 'Harvest Stripe Tea Towel',
    description:
      'Stripes of every width from a hair to a thumb in wheat, beet and plum. They are woven from the ends of other productions, so the order changes a little with each batch.',
    shows: 'Hanging tea towel in many warm stripes',
    form: 'towel',
    pattern: 'stripes',
    sizes: each(1200),
    stock: [36, 16],
    ways: [{ name: 'Harvest', palette: ['#f3e8d2', '#a8394a', '#d9a03f', '#5f3a52', '#7f8a4f'] }],
  },
  {
    slug: 'brush-stroke-tea-towel',
    name: 'Brush Stroke Tea Towel',
    description:
      'Short strokes of a wide brush, painted by our dyer Inês on a Friday and screened for printing on the Monday. Ink black on natural, with a few strokes of coral.',
    shows: 'Hanging tea towel with short painted strokes',
    form: 'towel',
    pattern: 'brush',
    sizes: each(1600),
    stock: [32, 11],
    ways: [{ name: 'Friday', palette: ['#f2ebdd', '#2a2b30', '#e0694a'] }],
  },
]);
