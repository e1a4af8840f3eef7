import { textiles, type Size } from './textile.ts';

const throwSizes = (small: number, large: number): Size[] => [
  { code: '130', name: '130 × 180 cm', price: small, weightGrams: 950 },
  { code: '180', name: '180 × 240 cm', price: large, weightGrams: 1_700 },
];
const single = (price: number): Size[] => [{ code: '140', name: '140 × 200 cm', price, weightGrams: 1_250 }];

export const throws = textiles('throws', 'TH', [
  {
    slug: 'skerry-herringbone-throw',
    name: 'Skerry Herringbone Throw',
    description:
      'Lambswool in a broad herringbone that changes direction every four centimetres. Woven in the Borders, brushed once, fringed at both ends. Warm without being heavy: 900 grams in the small size.',
    shows: 'Folded wool throw with a broad herringbone and a fringe',
    form: 'throw',
    pattern: 'herringbone',
    sizes: throwSizes(11900, 17900),
    stock: [24, 9, 17, 6],
    ways: [
      { name: 'Slate', palette: ['#e9e4da', '#4f5b66'] },
      { name: 'Rust', palette: ['#f0e4d2', '#a8512f'] },
    ],
  },
  {
    slug: 'glen-tartan-throw',
    name: 'Glen Tartan Throw',
    description:
      'A tartan of our own, registered to nobody: moss, navy and a thin yellow line that keeps the other two apart. Woven in twill, so the colours mix on the diagonal.',
    shows: 'Folded tartan throw in moss and navy with a thin yellow line',
    form: 'throw',
    pattern: 'tartan',
    sizes: throwSizes(12900, 18900),
    stock: [31, 12],
    ways: [{ name: 'Moss', palette: ['#3f5a43', '#1f2c46', '#d9b441', '#e8e2d0', '#8a2f2c'] }],
  },
  {
    slug: 'lumberyard-check-throw',
    name: 'Lumberyard Check Throw',
    description:
      'The big two-colour check, eight centimetres to the square, in recycled wool that has already been something else. It takes a campfire evening well.',
    shows: 'Folded throw in a big buffalo check',
    form: 'throw',
    pattern: 'buffalo',
    sizes: single(8900),
    stock: [42, 35],
    ways: [
      { name: 'Red', palette: ['#b3312c', '#201d1e'] },
      { name: 'Ecru', palette: ['#e9dfcb', '#2d3436'] },
    ],
  },
  {
    slug: 'deckchair-stripe-throw',
    name: 'Deckchair Stripe Throw',
    description:
      'Cotton for the garden: broad stripes in the order of a paddle steamer’s deckchairs. Wash it at forty degrees as often as the garden demands.',
    shows: 'Folded cotton throw in broad coloured stripes',
    form: 'throw',
    pattern: 'stripes',
    sizes: single(6900),
    stock: [38],
    ways: [{ name: 'Pier', palette: ['#f4ecdc', '#d9583b', '#2f6f8f', '#f0b84f', '#23405c'] }],
  },
  {
    slug: 'birdseye-blanket',
    name: 'Birdseye Blanket',
    description:
      'Tiny diamonds with a dot in each: the oldest pattern for blankets that small people are carried in. Merino, soft side both sides.',
    shows: 'Folded merino blanket in a small diamond weave',
    form: 'throw',
    pattern: 'birdseye',
    sizes: [{ code: '90', name: '90 × 120 cm', price: 7400, weightGrams: 420 }],
    stock: [26, 3, 19],
    ways: [
      { name: 'Honey', palette: ['#f6ecd6', '#d9a441'] },
      { name: 'Sage', palette: ['#f2eee2', '#8aa38a'] },
      { name: 'Rose', palette: ['#f6ebe4', '#c98a86'] },
    ],
  },
  {
    slug: 'millpond-waffle-throw',
    name: 'Millpond Waffle Throw',
    description:
      'Deep waffle in washed linen and cotton. The cells hold air, which makes it cool in July and surprisingly warm in March. It shrinks a little in the first wash; we have done that for you.',
    shows: 'Folded waffle-weave throw',
    form: 'throw',
    pattern: 'waffle',
    sizes: throwSizes(8400, 12900),
    stock: [33, 14, 20, 0],
    ways: [
      { name: 'Flax', palette: ['#e6dac2', '#cdbb99'] },
      { name: 'Harbour', palette: ['#a9bfca', '#7d9aaa'] },
    ],
  },
  {
    slug: 'anatolia-kilim-throw',
    name: 'Anatolia Kilim Throw',
    description:
      'Stepped diamonds taken from a rug in our mill manager’s hallway, at twice the size and a fifth of the weight. Jacquard cotton, reversible with the colours exchanged.',
    shows: 'Folded throw with stepped kilim diamonds',
    form: 'throw',
    pattern: 'kilim',
    sizes: single(10900),
    stock: [18, 11],
    ways: [
      { name: 'Madder', palette: ['#8f2f2a', '#e9d3a8', '#22395a', '#d98a3d', '#3f6b5f'] },
      { name: 'Indigo', palette: ['#22395a', '#ece2cc', '#b5633c', '#d9b26a', '#7fa0ad'] },
    ],
  },
  {
    slug: 'houndstooth-travel-rug',
    name: 'Houndstooth Travel Rug',
    description:
      'The broken check that never went away, large enough to be seen from a moving train. Pure new wool with a leather strap to carry it by.',
    shows: 'Folded travel rug in a large houndstooth',
    form: 'throw',
    pattern: 'houndstooth',
    sizes: single(13900),
    stock: [16],
    ways: [{ name: 'Ink', palette: ['#efe8db', '#25262b'] }],
  },
  {
    slug: 'samarkand-ikat-throw',
    name: 'Samarkand Ikat Throw',
    description:
      'The warp is dyed before it is woven, and the edges of every shape tremble a little as a result. That is the pattern. Cotton and silk, dry-clean only, worth it.',
    shows: 'Folded throw with feathered ikat lozenges',
    form: 'throw',
    pattern: 'ikat',
    sizes: single(14900),
    stock: [7, 2],
    ways: [
      { name: 'Pomegranate', palette: ['#f3e6cf', '#b22f3a', '#e3a23f', '#2a4a6b'] },
      { name: 'Lagoon', palette: ['#eef0e4', '#1f7a80', '#e3c15f', '#23405f'] },
    ],
  },
  {
    slug: 'windowpane-throw',
    name: 'Windowpane Throw',
    description:
      'One thin line every nine centimetres in both directions, on a ground of undyed wool. About as much pattern as a very quiet sofa can take.',
    shows: 'Folded cream throw with a thin windowpane check',
    form: 'throw',
    pattern: 'windowpane',
    sizes: throwSizes(10900, 15900),
    stock: [22, 13],
    ways: [{ name: 'Undyed', palette: ['#ece3d2', '#5a3f33', '#b98a5a'] }],
  },
  {
    slug: 'three-fields-throw',
    name: 'Three Fields Throw',
    description:
      'Three blocks of colour and a thin line where they meet, like fields from a plane. We dye the yarn in Portugal in batches of forty blankets, so order two at once if they must match.',
    shows: 'Folded throw in three blocks of colour',
    form: 'throw',
    pattern: 'colourblock',
    sizes: single(9900),
    stock: [29, 21],
    ways: [
      { name: 'Harvest', palette: ['#e2b04a', '#b5563a', '#efe3cc', '#5f6f4f'] },
      { name: 'Coast', palette: ['#2f5f7a', '#e9ddc8', '#8fb3b5', '#d98f6f'] },
    ],
  },
]);
