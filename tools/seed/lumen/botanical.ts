import { prints } from './print.ts';

export const botanical = prints('botanical', 'BO', [
  {
    slug: 'fern-one-frond',
    name: 'Fern, One Frond',
    description:
      'A single frond, twenty-six pairs of leaflets, each a little shorter than the last. Drawn from a plant that has outlived two of our studios.',
    shows: 'a single arching fern frond in deep green',
    motif: 'fern',
    palette: ['#f3efe2', '#2f5d46', '#4c7d5b', '#1f4334'],
    edition: 'open',
    stock: [51, 44, 23, 9],
  },
  {
    slug: 'monstera-at-the-window',
    name: 'Monstera at the Window',
    description:
      'Three big split leaves crowd into the sheet the way they crowd into a small flat. The midribs are left as bare paper. Printed in two greens that overlap into a third.',
    shows: 'three split monstera leaves in layered greens',
    motif: 'monstera',
    palette: ['#f7ece0', '#1f5b4c', '#3b8066', '#86b08c', '#e9a98c'],
    edition: 'fine',
    stock: [33, 21, 12],
  },
  {
    slug: 'eucalyptus-branches',
    name: 'Eucalyptus Branches',
    description:
      'Round silver leaves on thin red stems, three branches leaning the same way. The leaf colour shifts from blue-grey at the tip to sage at the base, as it does in the vase.',
    shows: 'three eucalyptus branches with round silver-green leaves',
    motif: 'eucalyptus',
    palette: ['#f4f1ea', '#8fa99b', '#b4c7bb', '#6a8a82', '#a3614f'],
    edition: 'open',
    stock: [47, 38, 26],
  },
  {
    slug: 'ginkgo-falling',
    name: 'Ginkgo, Falling',
    description:
      'A ginkgo drops all its leaves in a single day. This is that day: some forty yellow fans on their way down, none overlapping, on a ground of cool ink blue.',
    shows: 'yellow ginkgo fans drifting down a dark blue ground',
    motif: 'ginkgo',
    palette: ['#22364f', '#f2c14e', '#e6a532', '#f7dc8a', '#cf8b24'],
    edition: 'fine',
    stock: [20, 17, 3, 5],
  },
  {
    slug: 'field-poppies',
    name: 'Field Poppies',
    description:
      'Poppies seen from grass height, with paper-thin petals that show the stem behind them. The reds are layered translucent inks, so the overlaps are the darkest part.',
    shows: 'red poppies on long stems against a cream ground',
    motif: 'poppies',
    palette: ['#f5ead8', '#d9402f', '#ec6a4c', '#a92a25', '#5d7350', '#2b2a28'],
    edition: 'open',
    stock: [36, 30, 15],
  },
  {
    slug: 'olive-branch',
    name: 'Olive Branch',
    description:
      'Narrow leaves, dark above and silver below, and eleven olives in three stages of ripeness. A kitchen picture, made at a kitchen table in Puglia.',
    shows: 'an olive branch with narrow leaves and dark olives',
    motif: 'olive',
    palette: ['#f1eddc', '#6c7b4a', '#9ba67a', '#4c5936', '#3b2b3f', '#7a4a5e'],
    edition: 'open',
    stock: [28, 0, 13, 4],
  },
  {
    slug: 'tall-grasses',
    name: 'Tall Grasses, August',
    description:
      'Dry grass bending in one wind, the seed heads drawn grain by grain. Look at it from across the room and it moves; step closer and it is only lines.',
    shows: 'tall dry grasses with seed heads bending in the wind',
    motif: 'grasses',
    palette: ['#f0e2c4', '#b98b46', '#8f6a35', '#d9b36c', '#6a5230', '#e98f5a'],
    edition: 'fine',
    stock: [19, 23, 10],
  },
  {
    slug: 'lemon-tree',
    name: 'Lemon Tree, Three O’Clock',
    description:
      'Fat lemons, glossy leaves, and a blue that can only be afternoon sky. The lemons carry one small highlight each, left unprinted. Cheerful, without apology.',
    shows: 'yellow lemons among dark leaves on a sky-blue ground',
    motif: 'lemons',
    palette: ['#a9cfe0', '#f4cf3f', '#e2b22a', '#2e6b45', '#4d8f5b', '#fff6d0'],
    edition: 'open',
    stock: [55, 41, 22, 6],
  },
  {
    slug: 'kelp-forest',
    name: 'Kelp Forest',
    description:
      'Ribbons of kelp rise through green water towards a light you cannot see. The longest ribbon runs from edge to edge without a break: it took nine attempts.',
    shows: 'tall ribbons of kelp rising through green water',
    motif: 'kelp',
    palette: ['#bcd8c8', '#7fb3a3', '#3f7d74', '#b98a3d', '#8a6428', '#1c4a4c'],
    edition: 'signed',
    stock: [8, 14, 5],
  },
  {
    slug: 'cactus-shelf',
    name: 'Cactus Shelf',
    description:
      'Seven cacti in seven clay pots, as seen on a windowsill in Lisbon that faces exactly south. Each one is built from the same three strokes.',
    shows: 'potted cacti in a row on a shelf',
    motif: 'cactus',
    palette: ['#f6dfcf', '#3f7a5f', '#69a07a', '#c9694a', '#e0956d', '#2a4f45', '#f4b6a6'],
    edition: 'open',
    stock: [39, 26, 14],
  },
  {
    slug: 'tulips-in-a-row',
    name: 'Tulips in a Row',
    description:
      'Nine tulips, seven colours, two heights. Each colour is printed from a block of its own, and the small misalignments between petal and leaf are the point.',
    shows: 'a row of nine tulips in seven colours',
    motif: 'tulips',
    palette: [
      '#f8f1e7',
      '#d94f4f',
      '#f08a4b',
      '#f2c14e',
      '#e58fb0',
      '#8d5fa8',
      '#c23b6b',
      '#f4a6a0',
      '#4f7f52',
      '#6fa06a',
    ],
    edition: 'open',
    stock: [48, 37, 19],
  },
]);
