import { textiles, type Size } from './textile.ts';

const square = (price: number): Size[] => [
  { code: '45', name: '45 × 45 cm', price, weightGrams: 240 },
  { code: '60', name: '60 × 60 cm', price: price + 1500, weightGrams: 410 },
];
const one = (price: number): Size[] => [{ code: '50', name: '50 × 50 cm', price, weightGrams: 290 }];

export const cushions = textiles('cushions', 'CU', [
  {
    slug: 'bukhara-ikat-cushion',
    name: 'Bukhara Ikat Cushion',
    description:
      'Tall lozenges with feathered edges, dyed in the yarn and woven in cotton satin. The back is plain in the darkest of the colours. Hidden zip, cover only.',
    shows: 'Square cushion with feathered ikat lozenges',
    form: 'cushion',
    pattern: 'ikat',
    sizes: square(4400),
    stock: [36, 18, 22, 9],
    ways: [
      { name: 'Saffron', palette: ['#f5ead4', '#e09a2f', '#b5412f', '#2f4a5f'] },
      { name: 'Sapphire', palette: ['#f1efe6', '#2456a0', '#79a7c9', '#d9a441'] },
    ],
  },
  {
    slug: 'orchard-leaf-cushion',
    name: 'Orchard Leaf Cushion',
    description:
      'Pear leaves, block-printed by hand on linen in two passes. Where the block was a little dry you can see the weave through the leaf, and so you should.',
    shows: 'Linen cushion block-printed with green leaves',
    form: 'cushion',
    pattern: 'leaf',
    sizes: square(4900),
    stock: [28, 12],
    ways: [{ name: 'Pear', palette: ['#f1ead9', '#4f7a4f', '#9ab073'] }],
  },
  {
    slug: 'jaipur-flower-cushion',
    name: 'Jaipur Flower Cushion',
    description:
      'A round flower the size of a saucer and a small one to fill the gaps, printed with carved teak blocks. Four colours mean four blocks and four chances to be a millimetre off.',
    shows: 'Cushion block-printed with round flowers',
    form: 'cushion',
    pattern: 'flower',
    sizes: one(4600),
    stock: [31, 26],
    ways: [
      { name: 'Marigold', palette: ['#f6ecda', '#e08a2f', '#c2452f', '#5f7a4a'] },
      { name: 'Indigo', palette: ['#f2efe6', '#2f4f8a', '#7f9fc9', '#c98f4a'] },
    ],
  },
  {
    slug: 'shoreline-zigzag-cushion',
    name: 'Shoreline Zigzag Cushion',
    description:
      'Five colours run up and down in a zigzag that took our weaver a week to set up and four minutes to weave. Wool on cotton, with piped edges.',
    shows: 'Cushion in a five-colour zigzag',
    form: 'cushion',
    pattern: 'chevron',
    sizes: square(5200),
    stock: [23, 8],
    ways: [{ name: 'Shoreline', palette: ['#f2e8d6', '#2f6f7f', '#e0a34a', '#c75b3f', '#23384f'] }],
  },
  {
    slug: 'picnic-gingham-cushion',
    name: 'Picnic Gingham Cushion',
    description:
      'Gingham at the scale of a garden bench. Three tones from two yarns, because that is what gingham is. Washable at sixty, ketchup included.',
    shows: 'Cushion in large gingham',
    form: 'cushion',
    pattern: 'gingham',
    sizes: one(3400),
    stock: [48, 40, 37],
    ways: [
      { name: 'Cherry', palette: ['#f8f3ea', '#c22f36'] },
      { name: 'Meadow', palette: ['#f6f3e6', '#4f8a4f'] },
      { name: 'Sky', palette: ['#f6f4ee', '#4a82b5'] },
    ],
  },
  {
    slug: 'old-ticking-cushion',
    name: 'Old Ticking Cushion',
    description:
      'The stripe of old mattresses, on a cotton so densely woven that no feather finds its way out. We weave it on a shuttle loom from 1961, with a real selvedge along one side.',
    shows: 'Cushion in narrow ticking stripes',
    form: 'cushion',
    pattern: 'ticking',
    sizes: square(3900),
    stock: [34, 16, 27, 1],
    ways: [
      { name: 'Navy', palette: ['#f3ecdd', '#2b3d63'] },
      { name: 'Brick', palette: ['#f4ebda', '#a4452f'] },
    ],
  },
  {
    slug: 'asanoha-cushion',
    name: 'Asanoha Cushion',
    description:
      'The Japanese hemp-leaf star, stitched line by line in thick white cotton on indigo. Sashiko was invented for mending; this one is for leaning against.',
    shows: 'Indigo cushion with a white hemp-leaf star pattern',
    form: 'cushion',
    pattern: 'asanoha',
    sizes: one(5600),
    stock: [19],
    ways: [{ name: 'Indigo', palette: ['#24365c', '#eee9dc'] }],
  },
  {
    slug: 'confetti-dot-cushion',
    name: 'Confetti Dot Cushion',
    description:
      'Dots in five colours, cut from potatoes (really) and printed on natural canvas. No two are round in the same way. Good next to something serious.',
    shows: 'Canvas cushion with irregular coloured dots',
    form: 'cushion',
    pattern: 'dots',
    sizes: one(3600),
    stock: [44],
    ways: [{ name: 'Confetti', palette: ['#f3ead8', '#d9583b', '#e8b23f', '#2f7f86', '#2f3f63', '#d98fa0'] }],
  },
  {
    slug: 'suzani-sun-cushion',
    name: 'Suzani Sun Cushion',
    description:
      'Big embroidered suns, after the wedding cloths of Uzbekistan, chain-stitched on heavy cotton. The outermost ring of each sun is left unfinished, for luck.',
    shows: 'Cushion with large embroidered suns',
    form: 'cushion',
    pattern: 'suns',
    sizes: one(6900),
    stock: [13, 10],
    ways: [
      { name: 'Ruby', palette: ['#f4ead6', '#a82f3a', '#e0953f', '#2f5f5a', '#3a2a3f'] },
      { name: 'Midnight', palette: ['#22304f', '#e8c16a', '#d9694a', '#7fb0a8', '#f0e6d0'] },
    ],
  },
  {
    slug: 'step-diamond-cushion',
    name: 'Step Diamond Cushion',
    description:
      'A kilim motif, flat-woven in wool so that the steps are as crisp as a staircase. Heavy, dry to the touch, happiest on leather.',
    shows: 'Wool cushion with stepped kilim diamonds',
    form: 'cushion',
    pattern: 'kilim',
    sizes: one(5900),
    stock: [21],
    ways: [{ name: 'Clay', palette: ['#c4643f', '#f0dfc0', '#5a2a2a', '#2f5f63', '#e0ab4f'] }],
  },
  {
    slug: 'garden-trellis-cushion',
    name: 'Garden Trellis Cushion',
    description:
      'A lattice of curved lines with a bud in every opening, printed in one colour and slightly transparent. It goes with any flower you put near it.',
    shows: 'Cushion with a curved trellis and small buds',
    form: 'cushion',
    pattern: 'trellis',
    sizes: square(4200),
    stock: [25, 11, 0, 5],
    ways: [
      { name: 'Fennel', palette: ['#f4f0e0', '#7f9a5a', '#c9d19a'] },
      { name: 'Plum', palette: ['#f4ebe4', '#7f4a63', '#d0a0ac'] },
    ],
  },
]);
