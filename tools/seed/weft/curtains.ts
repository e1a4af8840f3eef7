import { textiles, type Size } from './textile.ts';

const lengths = (price: number): Size[] => [
  { code: '220', name: '140 × 220 cm', price, weightGrams: 1_250 },
  { code: '250', name: '140 × 250 cm', price: price + 1000, weightGrams: 1_420 },
  { code: '290', name: '140 × 290 cm', price: price + 2200, weightGrams: 1_650 },
];

export const curtains = textiles('curtains', 'CT', [
  {
    slug: 'shore-stripe-curtain',
    name: 'Shore Stripe Curtain',
    description:
      'Vertical stripes in washed linen, wider towards the middle of the panel. Lets in about half the light and none of the neighbours. Priced per panel.',
    shows: 'Linen curtain in vertical stripes hanging in soft folds',
    form: 'curtain',
    pattern: 'stripes',
    sizes: lengths(8900),
    stock: [22, 17, 9],
    ways: [{ name: 'Shore', palette: ['#f1e9d9', '#8fa9b5', '#d9c3a0', '#5f7d8f', '#c98a63'] }],
  },
  {
    slug: 'peony-block-print-curtain',
    name: 'Peony Block Print Curtain',
    description:
      'Open flowers and closed ones, printed by hand on cotton voile heavy enough to fall straight. When the sun is behind it, the back of each petal shows.',
    shows: 'Curtain block-printed with round flowers hanging in folds',
    form: 'curtain',
    pattern: 'flower',
    sizes: lengths(10900),
    stock: [14, 11, 3],
    ways: [{ name: 'Peony', palette: ['#f8efe4', '#d0647a', '#e8a39a', '#6f8a63'] }],
  },
  {
    slug: 'river-ikat-curtain',
    name: 'River Ikat Curtain',
    description:
      'Ikat in long repeats, so that one motif runs a metre from top to bottom. Lined in plain cotton, with a header tape that takes hooks or a pole.',
    shows: 'Curtain with long feathered ikat motifs hanging in folds',
    form: 'curtain',
    pattern: 'ikat',
    sizes: lengths(13900),
    stock: [8, 12, 0],
    ways: [{ name: 'River', palette: ['#f0ebdd', '#3f7f8f', '#c9b06a', '#274a63'] }],
  },
  {
    slug: 'ogee-curtain',
    name: 'Ogee Curtain',
    description:
      'Onion shapes, interlocking, in two tones of the same colour: the pattern of old hotels, without the old hotel. Heavy cotton velvet-backed, darkens a bedroom properly.',
    shows: 'Heavy curtain with interlocking ogee shapes',
    form: 'curtain',
    pattern: 'ogee',
    sizes: lengths(14900),
    stock: [13, 15, 7, 10, 8, 1],
    ways: [
      { name: 'Forest', palette: ['#2f5248', '#6f9480', '#c9b27a'] },
      { name: 'Terracotta', palette: ['#b5593c', '#dd9672', '#f2d9b5'] },
    ],
  },
  {
    slug: 'country-ticking-curtain',
    name: 'Country Ticking Curtain',
    description:
      'A narrow double stripe on calico. It has hung in kitchens since there were kitchens, because it looks clean even when it is not.',
    shows: 'Curtain in narrow ticking stripes hanging in folds',
    form: 'curtain',
    pattern: 'ticking',
    sizes: lengths(6900),
    stock: [37, 28, 16],
    ways: [{ name: 'Charcoal', palette: ['#f2ecdf', '#4a4b50'] }],
  },
  {
    slug: 'leaf-fall-curtain',
    name: 'Leaf Fall Curtain',
    description:
      'Leaves tumbling down the panel, printed in two greens on cream linen. They thin out towards the hem only if you stand very still; it is the folds that do it.',
    shows: 'Cream curtain printed with tumbling leaves',
    form: 'curtain',
    pattern: 'leaf',
    sizes: lengths(9900),
    stock: [19, 14, 6],
    ways: [{ name: 'Moss', palette: ['#f3eddb', '#3f6650', '#9fae78'] }],
  },
  {
    slug: 'low-tide-curtain',
    name: 'Low Tide Ombré Curtain',
    description:
      'Dip-dyed by hand, hem first, then lifted out of the vat a hand’s breadth a minute. White at the rail, deep water at the floor.',
    shows: 'Curtain graded from white at the top to deep blue at the hem',
    form: 'curtain',
    pattern: 'ombre',
    sizes: lengths(11900),
    stock: [11, 9, 4, 13, 7, 5],
    ways: [
      { name: 'Tide', palette: ['#f4f0e6', '#9fc0cc', '#2f6488'] },
      { name: 'Ember', palette: ['#f8efe0', '#ecb48a', '#b8503a'] },
    ],
  },
  {
    slug: 'trellis-sheer',
    name: 'Trellis Sheer',
    description:
      'A lattice printed in chalk white and sage on an open cotton weave. It moves when someone opens a door two rooms away.',
    shows: 'Light curtain with a curved sage trellis',
    form: 'curtain',
    pattern: 'trellis',
    sizes: lengths(7900),
    stock: [26, 20, 12],
    ways: [{ name: 'Sage', palette: ['#f5f3ea', '#a3b394', '#d3dac6'] }],
  },
  {
    slug: 'cottage-gingham-curtain',
    name: 'Cottage Gingham Curtain',
    description:
      'Gingham with a four-centimetre check that the folds turn into stripes. Cotton, unlined, short enough to wash and hang again before the room notices.',
    shows: 'Gingham curtain hanging in folds',
    form: 'curtain',
    pattern: 'gingham',
    sizes: lengths(6400),
    stock: [33, 24, 15],
    ways: [{ name: 'Butter', palette: ['#faf5e6', '#dfae3f'] }],
  },
  {
    slug: 'deep-hem-curtain',
    name: 'Deep Hem Curtain',
    description:
      'Natural linen above, a deep band of colour below and a thin line to announce it. The band is one third of the length whichever length you order.',
    shows: 'Linen curtain with a deep coloured hem',
    form: 'curtain',
    pattern: 'colourblock',
    sizes: lengths(9400),
    stock: [18, 21, 2],
    ways: [{ name: 'Fig', palette: ['#ebe2cf', '#ebe2cf', '#6a3f52', '#d0a04f'] }],
  },
  {
    slug: 'scallop-curtain',
    name: 'Scallop Curtain',
    description:
      'Rows of fans, outlined twice, in a blue that is never quite the same at noon and at six. Jacquard cotton, reversible.',
    shows: 'Curtain with rows of blue scallops',
    form: 'curtain',
    pattern: 'scallop',
    sizes: lengths(10400),
    stock: [15, 10, 8],
    ways: [{ name: 'Cornflower', palette: ['#eef0ec', '#4a70a8', '#a3b9d4'] }],
  },
]);
