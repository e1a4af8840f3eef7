import { textiles, type Size } from './textile.ts';

const cloths = (price: number): Size[] => [
  { code: '180', name: '150 × 180 cm', price, weightGrams: 620 },
  { code: '250', name: '150 × 250 cm', price: price + 2500, weightGrams: 860 },
  { code: '320', name: '150 × 320 cm', price: price + 4500, weightGrams: 1_100 },
];
const runner = (price: number): Size[] => [
  { code: '150', name: '45 × 150 cm', price, weightGrams: 210 },
  { code: '200', name: '45 × 200 cm', price: price + 1200, weightGrams: 280 },
];
const napkins = (price: number): Size[] => [
  { code: 'S4', name: 'Set of 4', price, weightGrams: 240 },
  { code: 'S8', name: 'Set of 8', price: price * 2 - 800, weightGrams: 470 },
];

export const table = textiles('table-linen', 'TA', [
  {
    slug: 'trattoria-gingham-tablecloth',
    name: 'Trattoria Gingham Tablecloth',
    description:
      'The check under a thousand plates of spaghetti, in a linen-cotton that drapes instead of standing off. Two-centimetre squares, mitred corners.',
    shows: 'Round table under a draped gingham tablecloth',
    form: 'tablecloth',
    pattern: 'gingham',
    sizes: cloths(6900),
    stock: [27, 19, 8],
    ways: [{ name: 'Red', palette: ['#faf5ec', '#c0332f'] }],
  },
  {
    slug: 'grain-sack-runner',
    name: 'Grain Sack Runner',
    description:
      'Three stripes down the middle, as farmers once marked their sacks so the miller gave the right one back. Heavy flax, frayed by design at both ends.',
    shows: 'Flax table runner with three stripes along its length',
    form: 'runner',
    pattern: 'bands',
    sizes: runner(3400),
    stock: [35, 24, 29, 3],
    ways: [
      { name: 'Blue', palette: ['#e6dcc8', '#34557f'] },
      { name: 'Red', palette: ['#e6dcc8', '#a63a32'] },
    ],
  },
  {
    slug: 'vine-tablecloth',
    name: 'Vine Tablecloth',
    description:
      'A vine wanders over the whole cloth with a leaf on the left and a leaf on the right, block-printed by two people walking along a twelve-metre table. Cotton, colours fixed with soda.',
    shows: 'Round table under a tablecloth printed with a wandering vine',
    form: 'tablecloth',
    pattern: 'vine',
    sizes: cloths(8400),
    stock: [16, 12, 5],
    ways: [{ name: 'Vine', palette: ['#f6f0e2', '#3f6f5a', '#a3485a', '#b9a24a'] }],
  },
  {
    slug: 'windowpane-napkins',
    name: 'Windowpane Napkins',
    description:
      'Thin lines, generous squares, soft washed linen. They look ironed when they are not, which is the best thing a napkin can do.',
    shows: 'Stack of folded napkins with a thin windowpane check',
    form: 'napkins',
    pattern: 'windowpane',
    sizes: napkins(3200),
    stock: [46, 22, 38, 15],
    ways: [
      { name: 'Ochre', palette: ['#f6f0e0', '#c08a2f', '#d9b46a'] },
      { name: 'Ink', palette: ['#f3efe6', '#2a3550', '#7a86a0'] },
    ],
  },
  {
    slug: 'scallop-tablecloth',
    name: 'Scallop Tablecloth',
    description:
      'Rows of small shells in a tone just darker than the ground, woven rather than printed. They show when the candle is low and vanish at breakfast.',
    shows: 'Round table under a tablecloth with rows of scallops',
    form: 'tablecloth',
    pattern: 'scallop',
    sizes: cloths(7900),
    stock: [14, 0, 6],
    ways: [{ name: 'Shell', palette: ['#f3e3d6', '#d9a08a', '#e9c4b0'] }],
  },
  {
    slug: 'dotted-napkins',
    name: 'Dotted Napkins',
    description:
      'A scatter of hand-printed dots in the colours of boiled sweets on white cotton. Children choose theirs and defend it.',
    shows: 'Stack of folded napkins with coloured dots',
    form: 'napkins',
    pattern: 'dots',
    sizes: napkins(2600),
    stock: [57, 31],
    ways: [{ name: 'Sweets', palette: ['#fbf7f0', '#e0526a', '#f0b23f', '#3f9a8a', '#4f6fb5', '#e58a4a'] }],
  },
  {
    slug: 'olive-sprig-runner',
    name: 'Olive Sprig Runner',
    description:
      'Olive twigs laid in a loose brick pattern, printed in a grey green that looks right under bread, cheese and elbows. Linen with a hemstitched edge.',
    shows: 'Table runner printed with olive sprigs',
    form: 'runner',
    pattern: 'sprig',
    sizes: runner(3900),
    stock: [28, 17],
    ways: [{ name: 'Olive', palette: ['#efe9d8', '#6f7d4f', '#3f3a3f'] }],
  },
  {
    slug: 'harbour-stripe-tablecloth',
    name: 'Harbour Stripe Tablecloth',
    description:
      'Wide stripes and narrow stripes in the rhythm of a fishing boat’s awning. Woven in Brittany from cotton that gets softer for about ten years and then stays that way.',
    shows: 'Round table under a striped tablecloth in blues',
    form: 'tablecloth',
    pattern: 'stripes',
    sizes: cloths(7400),
    stock: [21, 18, 10],
    ways: [{ name: 'Harbour', palette: ['#f4efe3', '#2f5a86', '#8fb0c9', '#d9643f', '#1f3553'] }],
  },
  {
    slug: 'azulejo-napkins',
    name: 'Azulejo Napkins',
    description:
      'A curved trellis borrowed from the tiles of a Porto railway station. Printed on half-linen in one blue, at two strengths.',
    shows: 'Stack of folded napkins with a blue curved trellis',
    form: 'napkins',
    pattern: 'trellis',
    sizes: napkins(3000),
    stock: [33, 20],
    ways: [{ name: 'Azul', palette: ['#f7f4ea', '#2a5f9e', '#8fb4d6'] }],
  },
  {
    slug: 'lemon-grove-tablecloth',
    name: 'Lemon Grove Tablecloth',
    description:
      'Lemons with their leaves, a hand apart, all over. It makes a grey terrace in May feel like Amalfi, as far as a cloth can. Wipe-clean coating on request.',
    shows: 'Round table under a tablecloth printed with lemons',
    form: 'tablecloth',
    pattern: 'lemon',
    sizes: cloths(8200),
    stock: [39, 26, 13],
    ways: [{ name: 'Lemon', palette: ['#f8f4e4', '#f0c437', '#4f8a57', '#d99a2a'] }],
  },
  {
    slug: 'shibori-runner',
    name: 'Shibori Runner',
    description:
      'Folded, clamped between two boards, dipped eleven times. Where the boards sat, the linen stayed white. Each runner is opened only once it is dry, and each is a surprise.',
    shows: 'Table runner with a folded and dyed indigo grid',
    form: 'runner',
    pattern: 'shibori',
    sizes: runner(4600),
    stock: [9, 2],
    ways: [{ name: 'Indigo', palette: ['#f1ede2', '#26457a', '#5f83b0'] }],
  },
]);
